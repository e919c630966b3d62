// What one client sees of the demo bookshop, in the shape that tests/clients.rs expects of every client.

async function failure(call) {
  try {
    await call;
  } catch (error) {
    return error.data === undefined ? { code: error.code } : { code: error.code, data: error.data };
  }
  return "no error";
}

function tool({ name, title, description, annotations, inputSchema, outputSchema }) {
  return { name, title, description, annotations, inputSchema, outputSchema };
}

function result({ content, structuredContent, isError }) {
  return { text: content[0].text, structured: structuredContent ?? null, isError: isError ?? false };
}

export async function transcript(client) {
  const call = (name, args) => client.callTool({ name, arguments: args });

  const { tools } = await client.listTools();
  const found = result(await call("get_book", { bookId: 1 }));
  const words = result(await call("summarize_book", { bookId: 2 }));
  const order = await call("place_order", {
    customer: { name: "Ada", email: "ada@example.com" },
    lines: [{ bookId: 3, quantity: 2 }],
  });
  const { id, totalCents, channel, lines } = order.structuredContent;
  const cancelled = result(await call("cancel_order", { orderId: id }));
  const missing = result(await call("get_book", { bookId: 999 }));
  const incomplete = result(await call("get_book", {}));

  const { prompts } = await client.listPrompts();
  const args = { genre: "crime", reader: "my aunt" };
  const prompt = await client.getPrompt({ name: "recommend_book", arguments: args });

  const { resources } = await client.listResources();
  const { resourceTemplates } = await client.listResourceTemplates();
  const fixed = await client.readResource({ uri: "bookshop://opening-hours" });
  const read = await client.readResource({ uri: "books://2" });

  const complete = async (ref, name, value) => {
    const { completion } = await client.complete({ ref, argument: { name, value } });
    return completion.values;
  };

  const { name, title, version } = client.getServerVersion();
  return {
    server: { name, title, version },
    instructions: client.getInstructions(),
    capabilities: Object.keys(client.getServerCapabilities()).sort(),
    tools: tools.map((entry) => entry.name),
    getBook: tool(tools.find((entry) => entry.name === "get_book")),
    found,
    words,
    order: { totalCents, channel, lines },
    cancelled,
    missing,
    incomplete,
    unknownTool: await failure(call("burn_book", {})),
    prompts: prompts.map((entry) => ({ name: entry.name, arguments: entry.arguments.map((each) => each.name) })),
    prompt: prompt.messages,
    promptWithoutArgument: await failure(client.getPrompt({ name: "recommend_book", arguments: {} })),
    unknownPrompt: await failure(client.getPrompt({ name: "burn_book" })),
    resources: resources.map((entry) => entry.uri),
    templates: resourceTemplates.map((entry) => entry.uriTemplate),
    fixed: fixed.contents,
    read: read.contents,
    unknownResource: await failure(client.readResource({ uri: "bookshop://cellar" })),
    completedPrompt: await complete({ type: "ref/prompt", name: "recommend_book" }, "genre", "sc"),
    completedTemplate: await complete({ type: "ref/resource", uri: "books://{id}" }, "id", "8"),
  };
}
