import type { Destination, Tags } from "@log-destinations/core";

/** What each table of the state holds. All of it is plain JSON. */
export interface Records {
  /** By account and Region, then by name. */
  destinations: DestinationRecord;
}

export interface DestinationRecord {
  readonly destination: Destination;
  readonly tags: Tags;
}
