// node crowd.mjs URL COUNT: opens so many sessions over HTTP+SSE at once. In each the tool `own` is called
// with a number. Prints how many got the answer to their own call.

import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { SSEClientTransport } from "@modelcontextprotocol/sdk/client/sse.js";

const [address, count] = process.argv.slice(2);

async function connect() {
  const client = new Client({ name: "portico-e2e", version: "0" });
  await client.connect(new SSEClientTransport(new URL(address)));
  return client;
}

async function gets(client, n) {
  const { content } = await client.callTool({ name: "own", arguments: { n } });
  return JSON.parse(content[0].text).path === `/own/${n}`;
}

const clients = await Promise.all(Array.from({ length: Number(count) }, connect));
const own = await Promise.all(clients.map(gets));
console.log(own.filter(Boolean).length);
process.exit(0);
