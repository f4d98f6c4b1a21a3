/**
 * Calls `next` with a value: at once, or where the value is a promise, when it resolves. Signing is synchronous on most
 * runtimes, and `await` would cost a turn of the event loop per step of each request.
 */
export function chain<Value, Result>(
  value: Value | PromiseLike<Value>,
  next: (value: Value) => Result | PromiseLike<Result>,
): Result | Promise<Result> {
  const promised = typeof (value as PromiseLike<Value> | undefined)?.then === "function";
  return (promised ? Promise.resolve(value).then(next) : next(value as Value)) as Result | Promise<Result>;
}
