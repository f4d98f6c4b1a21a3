import { LogDestinationsClient } from "@log-destinations/core";

export default {
  async fetch(_: Request, { ENDPOINT }: { ENDPOINT: string }): Promise<Response> {
    const client = new LogDestinationsClient({
      endpoint: ENDPOINT,
      region: "eu-west-1",
      credentials: { accessKeyId: "111122223333", secretAccessKey: "none" },
    });
    const all = await client.destinations({ DestinationNamePrefix: "team-" }).toArray();
    return new Response(`listed ${all.length}`);
  },
};
