/** Does the message of a log event match a filter pattern? */
export type MessageMatcher = (message: string) => boolean;
