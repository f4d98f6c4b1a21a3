import type { KeptType } from "./kept-type.ts";

/** Networks. */
export const network: Readonly<Record<string, KeptType>> = {
  aws_vpc: {
    displayName: "EC2 VPC",
    source: "internal/service/ec2/vpc_.go",
    nameAttribute: "id",
    requiresReplace: ["cidr_block", "ipv4_ipam_pool_id", "ipv4_netmask_length"],
    defaults: { enable_dns_support: true, instance_tenancy: "default" },
    conflicts: [
      ["assign_generated_ipv6_cidr_block", "ipv6_ipam_pool_id"],
      ["assign_generated_ipv6_cidr_block", "ipv6_cidr_block"],
      ["cidr_block", "ipv4_netmask_length"],
      ["ipv6_cidr_block", "ipv6_netmask_length"],
    ],
    id: "vpc-{hex}",
    computed: {
      arn: "arn:{partition}:ec2:{region}:{account}:vpc/{id}",
      default_network_acl_id: "acl-{hex}",
      default_route_table_id: "rtb-{hex}",
      default_security_group_id: "sg-{hex}",
      dhcp_options_id: "dopt-{hex}",
      main_route_table_id: "{default_route_table_id}",
    },
  },
};
