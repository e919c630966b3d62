// node changes.mjs URL sse|http|legacy|auto: connects, lists the tools and waits for changes of them.
// Each line of stdin makes it say what it has seen since: {"changed": COUNT, "tools": [NAME…]}. A line
// with the name of a tool makes it call that and say the result's text: {"text": TEXT}.

import { createInterface } from "node:readline";
import * as client2 from "@modelcontextprotocol/client";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { SSEClientTransport } from "@modelcontextprotocol/sdk/client/sse.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { ToolListChangedNotificationSchema } from "@modelcontextprotocol/sdk/types.js";

const INFO = { name: "portico-e2e", version: "0" };
const [address, kind] = process.argv.slice(2);
const url = new URL(address);
let changed = 0;
let ending = false;

async function first(transport) {
  const client = new Client(INFO);
  client.setNotificationHandler(ToolListChangedNotificationSchema, () => void (changed += 1));
  await client.connect(transport);
  return client;
}

async function second(mode) {
  const count = { autoRefresh: false, debounceMs: 0, onChanged: () => void (changed += 1) };
  const client = new client2.Client(INFO, { versionNegotiation: { mode }, listChanged: { tools: count } });
  await client.connect(new client2.StreamableHTTPClientTransport(url));
  if (client.autoOpenedSubscription) listenAgain(client);
  return client;
}

// A client opens its subscription by itself, but not again.
async function listenAgain(client) {
  let subscription = client.autoOpenedSubscription;
  for (;;) {
    if ((await subscription.closed) === "local") return;
    do {
      if (ending) return;
      await new Promise((done) => setTimeout(done, 200));
      subscription = await client.listen({ toolsListChanged: true }).catch(() => undefined);
    } while (!subscription);
  }
}

const connect = {
  sse: () => first(new SSEClientTransport(url)),
  http: () => first(new StreamableHTTPClientTransport(url)),
  legacy: () => second("legacy"),
  auto: () => second("auto"),
};
const client = await connect[kind]();

async function say() {
  // What is listed after a notification is as new as that.
  const seen = changed;
  changed = 0;
  const { tools } = await client.listTools();
  console.log(JSON.stringify({ changed: seen, tools: tools.map((tool) => tool.name) }));
}

async function call(name) {
  const { content } = await client.callTool({ name, arguments: {} });
  console.log(JSON.stringify({ text: content[0].text }));
}

// Time for the stream that the client opens by itself.
await new Promise((done) => setTimeout(done, 500));
await say();
for await (const line of createInterface({ input: process.stdin })) await (line ? call(line) : say());
ending = true;
// Where the transport has sessions.
await client.transport.terminateSession?.();
await client.close();
