import { type LogDestinationProps, LogSubscriber } from "@log-destinations/cdktf";
import { Token } from "cdktf";
import { describe, expect, test } from "vitest";
import { destination, organization } from "./central.ts";

describe("refused", () => {
  const refused: [what: string, props: () => Partial<LogDestinationProps>, says: RegExp][] = [
    ["an ARN for an account", () => account("arn:aws:iam::111122223333:root"), /write "111122223333"/],
    ["everyone", () => account("*"), /the service lets nobody in by \*.*LogSubscriber\.organization/i],
    ["an account id of the wrong length", () => account("1234"), /got "1234"; expected an account id of 12 digits/],
    ["an account id as a number", () => account(111122223333 as unknown as string), /12 digits, as a string/],
    ["an element of a list token", () => account(Token.asList(`\${var.senders}`)[0] ?? ""), /the whole list/],
    ["no account at all", () => ({ subscribers: [LogSubscriber.accounts([])] }), /the list is empty/],
    [
      "an organization of the wrong form",
      () => ({ subscribers: [LogSubscriber.organization("acme")] }),
      /o-a1b2c3d4e5/,
    ],
    [
      "an organization path without its end",
      () => ({ subscribers: [LogSubscriber.organizationPath(`${organization}/r-ab12`)] }),
      /a path that ends in \/ or \/\*/,
    ],
  ];
  const account = (id: string) => ({ subscribers: [LogSubscriber.account(id)] });

  test.each(refused)("%s", (_, props, says) => {
    expect(() => destination(props())).toThrow(says);
  });
});
