import { explainFilterPattern } from "@log-destinations/core/patterns";
import { filterPatternProblem } from "@log-destinations/core/service";
import { describe, expect, it } from "vitest";
import { matching } from "./matching.ts";

type Row = readonly [pattern: string, matching: readonly string[], others: readonly string[]];

const requests = [
  "[ERROR 400] BAD REQUEST",
  "[ERROR 401] UNAUTHORIZED REQUEST",
  "[ERROR 419] MISSING ARGUMENTS",
  "[ERROR 420] INVALID ARGUMENTS",
] as const;
const [bad, unauthorized, missing, invalid] = requests;

const trail = JSON.stringify({
  eventType: "UpdateTrail",
  sourceIPAddress: "111.111.111.111",
  arrayKey: ["value", "another value"],
  objectList: [
    { name: "a", id: 1 },
    { name: "b", id: 2 },
  ],
  SomeObject: null,
  "cluster.name": "c",
});
const users = JSON.stringify({
  user: { id: 1, email: "John.Stiles@example.com" },
  users: [
    { id: 2, email: "John.Doe@example.com" },
    { id: 3, email: "Jane.Doe@example.com" },
  ],
  actions: ["GET", "PUT", "DELETE"],
  coordinates: [
    [0, 1, 2],
    [4, 5, 6],
    [7, 8, 9],
  ],
});
const numbers = (more: object) => JSON.stringify(more);

const access = '127.0.0.1 Prod frank [10/Oct/2000:13:25:15 -0700] "GET /index.html HTTP/1.0" 404 1534';
const [get, post, warning, error] = [
  "INFO 09/25/2014 12:00:00 GET /service/resource/67 1200",
  "INFO 09/25/2014 12:00:01 POST /service/resource/67/part/111 1310",
  "WARNING 09/25/2014 12:00:02 Invalid user request",
  "ERROR 09/25/2014 12:00:02 Failed to process request",
];

/** The patterns of the user guide's page on filter patterns, by its headings, with its events where it has some. */
const page: Readonly<Record<string, readonly Row[]>> = {
  "Supported regular expressions (regex) syntax": [
    ["%^[hc]at%", ["hat", "cat"], ["that", "a cat"]],
    ["%[hc]at$%", ["hat", "cat"], ["hats", "cat "]],
    ["%colou?r%", ["color", "colour"], ["colouur"]],
    ["%[abc]%", ["a", "b", "c"], ["d"]],
    ["%[a-z]%", ["a", "z"], ["A", "1"]],
    ["%[abcx-z]%", ["a", "b", "c", "x", "y", "z"], ["d", "w"]],
    ["%a{3,5}%", ["aaa", "aaaa", "aaaaa"], ["aa"]],
    ["%gra|ey%", ["gray", "grey"], ["gr y"]],
    [
      "%^starting|^initializing|^shutting down%",
      ["starting ...", "initializing ...", "shutting down"],
      ["skipping initializing ..."],
    ],
    ["%abcc|ab[^c]$%", ["abcc ...", "aba"], ["aac ..."]],
    ["%\\[.\\]%", ["[a]", "[b]", "[7]", "[@]", "[]]", "[ ]"], ["[]"]],
    ["%10\\.10\\.0\\.1%", ["10.10.0.1"], ["10010,051"]],
    ["%ab*c%", ["ac", "abc", "abbbc"], ["bc"]],
    ["%ab[0-9]*%", ["ab", "ab0", "ab129"], ["a1"]],
    ["%ab+c%", ["abc", "abbc", "abbbc"], ["ac"]],
    ["%.at%", ["hat", "cat", "bat", "4at", "#at", " at"], ["at"]],
    ["%10.10.0.1%", ["10010,051", "10.10.0.1"], ["10.10.01"]],
    ["%\\d%", ["0", "9"], ["a"]],
    ["%\\D%", ["a"], ["0"]],
    ["%\\s%", ["\t", " ", "\n"], ["a"]],
    ["%\\S%", ["a"], [" "]],
    ["%\\w%", ["a", "Z", "_", "0"], ["-"]],
    ["%\\W%", ["-"], ["_"]],
    ["%\\x3A%", [":"], ["x3A"]],
    ["%\\x28%", ["("], ["28"]],
    ["%\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}%", ["from 10.0.0.1"], ["10.0.1"]],
    ["%[Ee]rror|[Ff]ail%", ["Error", "error", "Fail", "fail"], ["ERROR"]],
  ],
  "Using filter patterns to match terms with a regular expression (regex)": [
    ["%AUTHORIZED%", [unauthorized, "[SUCCESS 200] AUTHORIZED REQUEST"], [bad]],
  ],
  "Match a single term": [["ERROR", requests, ["[INFO]"]]],
  "Match multiple terms": [["ERROR ARGUMENTS", [missing, invalid], [bad, unauthorized]]],
  "Match optional terms": [
    ["?ERROR ?ARGUMENTS", requests, ["[INFO] REQUEST FAILED"]],
    [
      "?ERROR ?ARGUMENTS REQUEST",
      ["[INFO] REQUEST FAILED", "[WARN] UNAUTHORIZED REQUEST", "[ERROR] 400 BAD REQUEST"],
      [missing],
    ],
  ],
  "Match exact phrases": [
    ['"INTERNAL SERVER ERROR"', ["[ERROR 500] INTERNAL SERVER ERROR"], ["[ERROR 500] INTERNAL ERROR SERVER"]],
  ],
  "Include and exclude terms": [["ERROR -ARGUMENTS", [bad, unauthorized], [missing, invalid]]],
  "Match everything": [['" "', [...requests, "x"], []]],
  "Writing filter patterns that match numeric values": [
    ["{ $.bandwidth > 75 }", [numbers({ bandwidth: 75.1 })], [numbers({ bandwidth: 75 })]],
    ["{ $.latency < 50 }", [numbers({ latency: 49 })], [numbers({ latency: 50 })]],
    ["{ $.refreshRate >= 60 }", [numbers({ refreshRate: 60 })], [numbers({ refreshRate: 59 })]],
    ["{ $.responseTime <= 5 }", [numbers({ responseTime: 5 })], [numbers({ responseTime: 6 })]],
    ["{ $.errorCode = 400}", [numbers({ errorCode: 400 })], [numbers({ errorCode: 401 })]],
    ["{ $.errorCode != 500 }", [numbers({ errorCode: 400 })], [numbers({ errorCode: 500 })]],
    ["{ $.number[0] = 1e+3 }", [numbers({ number: [1000] })], [numbers({ number: [1001] })]],
    ["{ $.number[0] != 1e-3 }", [numbers({ number: [1] })], [numbers({ number: [0.001] })]],
  ],
  "Filter patterns that match terms in a JSON log event": [
    ['{ $.eventType = "UpdateTrail" }', [trail], [users]],
    ["{ $.sourceIPAddress != 123.123.* }", [trail], ['{"sourceIPAddress":"123.123.1.1"}']],
    ['{ $.arrayKey[0] = "value" }', [trail], [users]],
    ["{ $.eventType = %Trail% }", [trail], ['{"eventType":"trail"}']],
    ["{ $.arrayKey[*] = %val.{2}% }", [trail], ['{"arrayKey":["valu"]}']],
    ["{ $.* = %111\\.111\\.111\\.1[0-9]{1,2}% }", [trail], ['{"a":"111.111.111.2"}']],
    ["{ $.['cluster.name'] = \"c\" }", [trail], [users]],
    ["{ $.SomeObject IS NULL }", [trail], [users]],
    ["{ $.SomeOtherObject NOT EXISTS }", [trail], ['{"SomeOtherObject":null}']],
  ],
  "Compound expressions": [
    ['{ ($.user.id = 1) && ($.users[0].email = "John.Doe@example.com") }', [users], [trail]],
    [
      '{ $.user.email = "John.Stiles@example.com" || $.coordinates[0][1] = "nonmatch" && $.actions[2] = "nonmatch" }',
      [users],
      [trail],
    ],
    [
      '{ ($.user.email = "John.Stiles@example.com" || $.coordinates[0][1] = "nonmatch") && $.actions[2] = "nonmatch" }',
      [],
      [users, trail],
    ],
    ['{ ($.user.id = 2 && $.users[0].email = "nonmatch") || $.actions[2] = "GET" }', [], [users, trail]],
  ],
  "Writing filter patterns that match terms in a space-delimited log event": [
    [
      "[ip=%127\\.0\\.0\\.[1-9]%, user, username, timestamp, request =*.html*, status_code = 4*, bytes]",
      [access],
      [access.replace("127.0.0.1", "127.0.0.0"), access.replace(".html", ".gif"), access.replace("404", "504")],
    ],
    ["[..., request =*.html*, status_code = 4*, bytes]", [access, access.slice(15)], [`${access} x`]],
    [
      "[ip, user, username, timestamp, request =*.html*, status_code = 404 || status_code = 410, bytes]",
      [access, access.replace("404", "410")],
      [access.replace("404", "411")],
    ],
  ],
  "Match terms in order": [["[w1=ERROR, w2]", [error], [get, post, warning]]],
  "Match terms with AND (&&) and OR (||)": [["[w1=ERROR || w1=WARNING, w2]", [warning, error], [get, post]]],
  "Exclude terms from matches": [["[w1!=ERROR && w1!=WARNING, w2]", [get, post], [warning, error]]],
  "Match the top level item in a resource URI": [
    ["[logLevel, date, time, method, url=%/service/resource/[0-9]+$%, response_time]", [get], [post, warning]],
  ],
  "Match the child level item in a resource URI": [
    [
      "[logLevel, date, time, method, url=%/service/resource/[0-9]+/part/[0-9]+$%, response_time]",
      [post],
      [get, error],
    ],
  ],
};

describe.each(Object.entries(page))("%s", (_, rows) => {
  it.each(rows)("%s", (pattern, those, others) => {
    expect(matching(pattern, [...those, ...others])).toEqual(those);
    expect(filterPatternProblem(pattern)).toBeUndefined();
  });
});

it.each(["%something!%", "%(a)%", "%ü%", "{ $.a.*.* = 1 }", "{ $.a IS NOT NULL }", "{ $.a EXISTS }"])(
  "the page says that %s is not supported",
  (pattern) => {
    expect(filterPatternProblem(pattern)?.answer).toBe("Invalid filter pattern");
  },
);

const lines = [
  '127.0.0.1 - frank [10/Oct/2000:13:25:15 -0700] "GET /index.html HTTP/1.0" 404 1534',
  '127.0.0.1 - frank [10/Oct/2000:13:35:22 -0700] "GET /about-us/index.html HTTP/1.0" 200 5324',
  '127.0.0.1 - frank [10/Oct/2000:13:50:35 -0700] "GET /apache_pb.gif HTTP/1.0" 404 4355',
];
const first = { $1: "127.0.0.1", $2: "-", $3: "frank", $4: "10/Oct/2000:13:25:15 -0700" };

describe("the values of the page on TestMetricFilter", () => {
  it.each([
    [
      "[ip, identity, user_id, timestamp, request, status_code, size]",
      [0, 1, 2],
      {
        $ip: "127.0.0.1",
        $identity: "-",
        $user_id: "frank",
        $timestamp: "10/Oct/2000:13:25:15 -0700",
        $request: "GET /index.html HTTP/1.0",
        $status_code: "404",
        $size: "1534",
      },
    ],
    ["[..., size]", [0, 1, 2], { ...first, $5: "GET /index.html HTTP/1.0", $6: "404", $size: "1534" }],
    ["[]", [0, 1, 2], { ...first, $5: "GET /index.html HTTP/1.0", $6: "404", $7: "1534" }],
    [
      "[..., status_code=404, size]",
      [0, 2],
      { ...first, $5: "GET /index.html HTTP/1.0", $status_code: "404", $size: "1534" },
    ],
    [
      "[..., request=*.html*, status_code=4*,]",
      [0],
      { ...first, $request: "GET /index.html HTTP/1.0", $status_code: "404", $7: "1534" },
    ],
    ["frank", [0, 1, 2], {}],
  ])("%s", (pattern, indexes, extractedValues) => {
    expect(matching(pattern, lines)).toEqual(indexes.map((index) => lines[index]));
    expect(explainFilterPattern(pattern, lines[0] ?? "")).toEqual({ matches: true, extractedValues });
  });
});
