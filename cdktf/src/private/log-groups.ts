import { type ITerraformIterator, TerraformIterator, Token } from "cdktf";
import { isListElement, isLiteral } from "./literal";
import { operand } from "./operand";
import { refuseBadLogGroupName } from "./rules";

/** What says of which log groups a filter is. */
export interface LogGroupProps {
  readonly logGroupName?: string;
  readonly logGroupNames?: string[];
  readonly forEach?: ITerraformIterator;
}

/** The log groups of one filter resource. */
export interface LogGroups {
  /** The name, of each instance where there are several. */
  readonly name: string;
  readonly forEach?: ITerraformIterator;
  /** All of their names; `undefined` where only Terraform knows how many there are. */
  readonly names?: readonly string[];
}

/** @throws an error where the log groups are named twice or not at all, and for a name that no log group can have */
export function logGroupsOf({ logGroupName, logGroupNames, forEach }: LogGroupProps): LogGroups {
  if (logGroupNames !== undefined) {
    if (logGroupName === undefined && forEach === undefined) return listed(logGroupNames);
    const other = logGroupName === undefined ? "forEach" : "logGroupName";
    throw new Error(`${other} and logGroupNames are given; leave one of them out [LD2527]`);
  }
  if (logGroupName === undefined) {
    throw new Error("neither logGroupName nor logGroupNames is given; name the log groups [LD2529]");
  }
  refuseBadLogGroupName(logGroupName);
  refuseOtherIterator(forEach);
  return forEach === undefined ? { name: logGroupName, names: [logGroupName] } : { name: logGroupName, forEach };
}

/** Refuses what is no iterator, such as a list or a count, which plain JavaScript can give. */
function refuseOtherIterator(forEach: ITerraformIterator | undefined): void {
  if (forEach === undefined || (typeof forEach === "object" && "_getForEachExpression" in forEach)) return;
  throw new Error(
    "forEach is no iterator; give TerraformIterator.fromList(list) or another one, and no count [LD2538]",
  );
}

function listed(names: string[]): LogGroups {
  const isToken = Token.isUnresolved(names) && (!Array.isArray(names) || names.some(isListElement));
  if (!isToken && names.length === 0) throw new Error("logGroupNames is empty; name the log groups [LD2533]");
  if (!isToken) for (const name of names) refuseBadLogGroupName(name);
  const distinct = isToken || !names.every(isLiteral) ? names : [...new Set(names)].sort();
  const forEach = TerraformIterator.fromList(operand(distinct));
  return { name: Token.asString(forEach.value), forEach, names: isToken ? undefined : distinct };
}
