// node main.mjs URL sdk1|sse|client MODE: prints what the client sees as one JSON object. `sse` is the
// client of `sdk1` over HTTP+SSE. MODE (of `client` only): legacy, auto or a protocol version to pin.

import * as client2 from "@modelcontextprotocol/client";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { SSEClientTransport } from "@modelcontextprotocol/sdk/client/sse.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { transcript } from "./transcript.mjs";

const INFO = { name: "portico-e2e", version: "0" };

async function sdk1(url) {
  const client = new Client(INFO);
  const transport = new StreamableHTTPClientTransport(url);
  await client.connect(transport);
  return { client, version: transport.protocolVersion };
}

async function sse(url) {
  const client = new Client(INFO);
  const transport = new SSEClientTransport(url);
  await client.connect(transport);
  // This transport shows nobody what was agreed on.
  return { client, version: transport._protocolVersion };
}

async function client(url, mode) {
  const negotiation = mode === "legacy" || mode === "auto" ? mode : { pin: mode };
  const client = new client2.Client(INFO, { versionNegotiation: { mode: negotiation } });
  await client.connect(new client2.StreamableHTTPClientTransport(url));
  return { client, version: client.getNegotiatedProtocolVersion() };
}

const [address, kind, mode] = process.argv.slice(2);
const connected = await { sdk1, sse, client }[kind](new URL(address), mode);
const seen = await transcript(connected.client);
await connected.client.close();
console.log(JSON.stringify({ version: connected.version, seen }));
