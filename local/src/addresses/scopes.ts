/** An account in a Region. */
export interface Location {
  /** Twelve digits. */
  readonly account: string;
  readonly region: string;
}

/** The scope of the tables that have only one. */
export const everywhere = "";

/** The scope of the destinations or log groups of an account in a Region. */
export function scopeOf({ account, region }: Location): string {
  return `${account}/${region}`;
}

/** The scope of the log streams or subscription filters of a log group. */
export function groupScope(location: Location, logGroupName: string): string {
  return `${scopeOf(location)}/${logGroupName}`;
}

/** The scope of an account's streams in a Region: those of Kinesis and of Firehose each have their own. */
export function streamScope(service: "firehose" | "kinesis", location: Location): string {
  return `${service}/${scopeOf(location)}`;
}
