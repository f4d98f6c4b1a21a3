import { isObject, memberViolations, refuseUnknown, showValue } from "@log-destinations/core/service";
import {
  type SteeringName,
  type SteeringOperation,
  type SteeringOperations,
  steeringOperations,
  type World,
} from "./operations.ts";

/** The operations of steering in this process, each with its checks. */
export type Steering = {
  readonly [Name in SteeringName]: (
    ...input: Parameters<SteeringOperations[Name]["run"]>[1] extends infer Input
      ? object extends Input
        ? [input?: Input]
        : [input: Input]
      : never
  ) => ReturnType<SteeringOperations[Name]["run"]>;
};

/** The operations of the table, on this world. */
export function steeringOf(world: World): Steering {
  const bound = Object.entries(steeringOperations).map(([name, row]) => {
    const { members, run } = row as SteeringOperation<object, unknown>;
    return [
      name,
      (input: object = {}) => {
        if (members) refuseWrongInput(members, input);
        return run(world, input);
      },
    ];
  });
  return Object.fromEntries(bound);
}

/** @throws TypeError that names the member that is unknown, missing or wrong */
function refuseWrongInput(members: NonNullable<SteeringOperation<object, unknown>["members"]>, input: unknown): void {
  if (!isObject(input)) throw new TypeError(`the input is ${showValue(input)}; expected an object [LD3432]`);
  refuseUnknown(input, members, "member");
  const [broken] = memberViolations(members, input);
  if (broken) throw new TypeError(`${broken.message} [LD3433]`);
}
