// Answers DescribeDestinations with pages that are written beforehand, so that what is measured is the client.
import { createServer } from "node:http";

const pages = 20;
const perPage = 50;
const name = (index) => `destination-${String(index).padStart(5, "0")}`;
const item = (index) => {
  const arn = `arn:aws:logs:eu-west-1:111122223333:destination:${name(index)}`;
  const Statement = [
    { Effect: "Allow", Principal: { AWS: "222233334444" }, Action: "logs:PutSubscriptionFilter", Resource: arn },
  ];
  return {
    destinationName: name(index),
    targetArn: "arn:aws:kinesis:eu-west-1:111122223333:stream/central",
    roleArn: "arn:aws:iam::111122223333:role/central",
    accessPolicy: JSON.stringify({ Version: "2012-10-17", Statement }),
    arn,
    creationTime: 1_700_000_000_000 + index,
  };
};
const answers = new Map(
  Array.from({ length: pages }, (_, page) => {
    const destinations = Array.from({ length: perPage }, (_, index) => item(page * perPage + index));
    const next = page + 1 < pages ? { nextToken: name((page + 1) * perPage - 1) } : {};
    const token = page === 0 ? "" : name(page * perPage - 1);
    return [token, Buffer.from(JSON.stringify({ destinations, ...next }))];
  }),
);

const server = createServer((request, response) => {
  const chunks = [];
  request.on("data", (chunk) => chunks.push(chunk));
  request.on("end", () => {
    const { nextToken = "" } = JSON.parse(Buffer.concat(chunks).toString() || "{}");
    const body = answers.get(nextToken);
    response.writeHead(body ? 200 : 400, {
      "content-type": "application/x-amz-json-1.1",
      "content-length": body?.length ?? 0,
      "x-amzn-requestid": "00000000-0000-0000-0000-000000000000",
    });
    response.end(body);
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, "127.0.0.1", () => process.send({ port: server.address().port }));
