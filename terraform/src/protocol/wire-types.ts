/** How protobuf marks what follows: a text, a message and other bytes begin with their length, all else is a number. */
export const wireTypes = { number: 0, lengthDelimited: 2 } as const;
