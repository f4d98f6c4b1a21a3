import { type ConfigurationFile, configurationFiles, readers } from "./configuration-files.ts";
import { type HclToken, tokensOf } from "./hcl.ts";
import { entriesUnder } from "./hcl-json.ts";

/** Where a configuration keeps its state. */
export interface Backend {
  /** `cloud` for a block of that name. */
  readonly name: string;
  /** The arguments that are literal texts, such as `path` and `workspace_dir` of the local backend. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly file: string;
}

/** The backends that the configuration in a folder asks for, for terraform or for tofu. */
export function backendsOf(folder: string): Backend[] {
  const all = configurationFiles(folder).flatMap((file) =>
    backendsIn(file).map((backend) => ({ ...backend, of: file.name })),
  );
  return readers.flatMap((reader) => {
    const found = all.filter(({ of }) => reader.test(of));
    // The last override file wins over all other files.
    const override = found.findLast(({ of }) => isOverride(of));
    return override ? [override] : found;
  });
}

function isOverride(name: string): boolean {
  return /(?:^|_)override\.(?:tf|tofu)(?:\.json)?$/.test(name);
}

function backendsIn({ name: file, path, text }: ConfigurationFile): Backend[] {
  const found = file.endsWith(".json") ? backendsInJson(text) : backendsInHcl([...tokensOf(text)]);
  return found.map(([name, settings]) => ({ name, settings, file: path }));
}

type FoundBackend = [name: string, settings: Record<string, unknown>];

function backendsInJson(json: string): FoundBackend[] {
  const found: FoundBackend[] = [];
  for (const { keys, text } of entriesUnder("terraform", json)) {
    const [, block, name, argument] = keys;
    if (block === "cloud") found.push(["cloud", {}]);
    if (block !== "backend" || name === undefined) continue;
    if (argument === undefined) found.push([name, {}]);
    else if (text !== undefined) Object.assign(found.at(-1)?.[1] ?? {}, { [argument]: text });
  }
  return found;
}

/** The blocks `backend` and `cloud` within a block `terraform`. */
function backendsInHcl(tokens: readonly HclToken[]): FoundBackend[] {
  const found: FoundBackend[] = [];
  // For each open brace, the tokens in front of it.
  const open: (readonly HclToken[])[] = [];
  let header: HclToken[] = [];
  const isWord = (token: HclToken | undefined, word: string): boolean => token?.kind === "word" && token.value === word;
  tokens.forEach((token, index) => {
    const { kind, value } = token;
    if (kind !== "sign") {
      header.push(token);
      return;
    }
    if (value === "{") {
      const [block, label] = header.slice(-2);
      if (open.length === 1 && isWord(open[0]?.at(-1), "terraform")) {
        if (isWord(header.at(-1), "cloud")) found.push(["cloud", {}]);
        else if (isWord(block, "backend")) found.push([label?.value ?? "", literalArguments(tokens.slice(index + 1))]);
      }
      open.push(header);
    }
    if (value === "}") open.pop();
    header = [];
  });
  return found;
}

/** The arguments of a block that are literal texts. */
function literalArguments(body: readonly HclToken[]): Record<string, string> {
  const end = body.findIndex(({ kind, value }) => kind === "sign" && value === "}");
  const own = body.slice(0, end < 0 ? undefined : end);
  const named = own.flatMap(({ value: name }, index): [string, string][] => {
    const [sign, given] = own.slice(index + 1);
    return sign?.value === "=" && given?.kind === "text" ? [[name, given.value]] : [];
  });
  return Object.fromEntries(named);
}
