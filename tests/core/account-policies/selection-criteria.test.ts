import { parseSelectionCriteria, selectionCriteria } from "@log-destinations/core";
import { maxSelectionCriteriaBytes } from "@log-destinations/core/service";
import { describe, expect, it } from "vitest";

describe("selection criteria", () => {
  it("leave out log groups by name, sorted and once each, so that order changes nothing", () => {
    const text = 'LogGroupName NOT IN ["/aws/lambda/a","b"]';
    expect(selectionCriteria(["b", "/aws/lambda/a", "b"])).toBe(text);
    expect(parseSelectionCriteria(text)).toEqual(["/aws/lambda/a", "b"]);
  });

  it("of no log group are none", () => {
    expect(selectionCriteria([])).toBeUndefined();
  });

  it.each(["/aws/lambda/*", "", "a b", 'a"', "é", "a".repeat(513)])("are not written of the name %j", (name) => {
    expect(() => selectionCriteria(["fine", name])).toThrow(/a log group to leave out is .*LD1920/);
  });

  it.each<unknown>(["/aws/lambda/a", null, new Set(["a"])])("are not written of %j, which is no list", (names) => {
    expect(() => selectionCriteria(names as string[])).toThrow(/the log groups to leave out are .*LD1924/);
  });

  it("are written up to the bytes that the service takes, and no further", () => {
    const [one, two] = ["a".repeat(512), "b".repeat(512)];
    const many = Array.from({ length: 60 }, (_, n) => `${n}`.padStart(512, "c"));
    const bytes = (names: string[]) => (selectionCriteria(names) as string).length;
    let names: string[] = [one, two];
    for (const name of many) if (bytes(names) + 515 <= maxSelectionCriteriaBytes) names = [...names, name];
    const left = maxSelectionCriteriaBytes - bytes(names) - 3;
    expect(bytes([...names, "z".repeat(left)])).toBe(25_600);
    expect(() => selectionCriteria([...names, "z".repeat(left + 1)])).toThrow(
      /of 50 log groups are 25601 bytes; the service takes 25600/,
    );
  });

  it.each<[string, string[]]>([
    ['LogGroupName NOT IN ["a", "b"]', ["a", "b"]],
    ['  loggroupname\tnot \n in["b","a","a"] ', ["b", "a", "a"]],
    ["LogGroupName NOT IN []", []],
  ])("are read as they were put: %j", (text, names) => {
    expect(parseSelectionCriteria(text)).toEqual(names);
  });

  it.each([
    "",
    "LogGroupName",
    'LogGroupName IN ["a"]',
    'LogGroupName NOTIN ["a"]',
    'LogGroupNamePrefix NOT IN ["a"]',
    'LogGroupName NOT IN ("a")',
    "LogGroupName NOT IN ['a']",
    "LogGroupName NOT IN [a]",
    'LogGroupName NOT IN "a"',
    'LogGroupName NOT IN ["a"',
    'LogGroupName NOT IN ["a"] OR true',
    'LogGroupName NOT IN ["a", 7]',
    'LogGroupName NOT IN ["a*"]',
    'x LogGroupName NOT IN ["a"]',
  ])("are not read of %j", (text) => {
    expect(parseSelectionCriteria(text)).toBeUndefined();
  });
});
