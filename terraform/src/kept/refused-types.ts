import { DiagnosticError } from "../diagnostics.ts";

/** Types that would decide about deliveries and are not modelled. To keep them would make a green run that proves the wrong. */
export const refusedTypes: Readonly<Record<string, DiagnosticError>> = {
  aws_cloudwatch_log_account_policy: new DiagnosticError(
    "aws_cloudwatch_log_account_policy is not modelled: the local service subscribes log groups one by one [LD4509]",
    "Subscribe each log group by an aws_cloudwatch_log_subscription_filter, or leave the policy out for this run.",
  ),
};
