/** A place without credentials, or whose credentials cannot be used: as in the AWS SDK, the chain goes on to the next. */
export class NotHere extends Error {}
