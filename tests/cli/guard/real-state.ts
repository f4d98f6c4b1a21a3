/** The content of a state file that the real provider wrote. */
export const realState: object = {
  version: 4,
  resources: [
    {
      mode: "managed",
      type: "aws_cloudwatch_log_group",
      name: "app",
      provider: 'provider["registry.terraform.io/hashicorp/aws"]',
      instances: [{ attributes: { name: "/app" }, private: "bnVsbA==" }],
    },
  ],
};
