/**
 * Goes on with a value: at once where it is there, and when it comes where it is promised. Signing is synchronous on most
 * runtimes, and each turn of the event loop that is not waited for is one less per request.
 */
export function chain<Value, Result>(
  value: Value | PromiseLike<Value>,
  next: (value: Value) => Result | PromiseLike<Result>,
): Result | Promise<Result> {
  const promised = typeof (value as PromiseLike<Value> | undefined)?.then === "function";
  return (promised ? Promise.resolve(value).then(next) : next(value as Value)) as Result | Promise<Result>;
}
