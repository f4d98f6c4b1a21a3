import type { DestinationChoice } from "./found-destination.mts";

/** The account that wants to subscribe, how, and to which destination. */
export interface Sender extends DestinationChoice {
  /** Twelve digits. */
  account: string;
  /** The id of its organization. @default outside any */
  organization?: string;
  /** Its place in the organization, `o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/`. @default unknown */
  organizationPath?: string;
  /** Whether its subscription filter names a role, as an account that may subscribe by its organization must. @default true */
  role?: boolean;
  /** Whether it attaches an account-level subscription policy instead of a filter. @default false */
  accountLevel?: boolean;
}
