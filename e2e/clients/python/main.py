"""main.py URL mcp|fastmcp MODE: prints what that client of PyPI sees of the demo bookshop as one JSON object.

MODE: sse, legacy, auto or a protocol version to pin. The shape is the one of ../node/transcript.mjs.
"""

import asyncio
import json
import sys

from connect import connect
from mcp import MCPError
from mcp_types import PromptReference, ResourceTemplateReference


def plain(model):
    return model.model_dump(mode="json", by_alias=True, exclude_none=True)


def result(answer):
    return {
        "text": answer.content[0].text,
        "structured": answer.structured_content,
        "isError": bool(answer.is_error),
    }


def tool(entry):
    names = ["name", "title", "description", "annotations", "inputSchema", "outputSchema"]
    fields = plain(entry)
    return {name: fields[name] for name in names if name in fields}


async def failure(call):
    try:
        await call
    except MCPError as error:
        return {"code": error.code} if error.data is None else {"code": error.code, "data": error.data}
    return "no error"


async def about(client):
    if client.server_info:
        server = plain(client.server_info)
        capabilities = plain(client.server_capabilities)
        instructions = client.instructions
    else:
        # A client with a pinned version does not ask who the server is.
        answer = await client.session.send_discover(client.protocol_version)
        server = answer["_meta"]["io.modelcontextprotocol/serverInfo"]
        capabilities = answer["capabilities"]
        instructions = answer["instructions"]
    return {
        "server": {name: server[name] for name in ["name", "title", "version"]},
        "instructions": instructions,
        "capabilities": sorted(capabilities),
    }


async def transcript(client):
    tools = (await client.list_tools()).tools
    found = result(await client.call_tool("get_book", {"bookId": 1}))
    words = result(await client.call_tool("summarize_book", {"bookId": 2}))
    order = (
        await client.call_tool(
            "place_order",
            {
                "customer": {"name": "Ada", "email": "ada@example.com"},
                "lines": [{"bookId": 3, "quantity": 2}],
            },
        )
    ).structured_content
    cancelled = result(await client.call_tool("cancel_order", {"orderId": order["id"]}))
    missing = result(await client.call_tool("get_book", {"bookId": 999}))
    incomplete = result(await client.call_tool("get_book", {}))

    prompts = (await client.list_prompts()).prompts
    prompt = await client.get_prompt("recommend_book", {"genre": "crime", "reader": "my aunt"})

    resources = (await client.list_resources()).resources
    templates = (await client.list_resource_templates()).resource_templates
    fixed = await client.read_resource("bookshop://opening-hours")
    read = await client.read_resource("books://2")

    by_prompt = await client.complete(
        PromptReference(type="ref/prompt", name="recommend_book"), {"name": "genre", "value": "sc"}
    )
    by_template = await client.complete(
        ResourceTemplateReference(type="ref/resource", uri="books://{id}"), {"name": "id", "value": "8"}
    )

    return {
        **await about(client),
        "tools": [entry.name for entry in tools],
        "getBook": next(tool(entry) for entry in tools if entry.name == "get_book"),
        "found": found,
        "words": words,
        "order": {name: order[name] for name in ["totalCents", "channel", "lines"]},
        "cancelled": cancelled,
        "missing": missing,
        "incomplete": incomplete,
        "unknownTool": await failure(client.call_tool("burn_book", {})),
        "prompts": [
            {"name": entry.name, "arguments": [each.name for each in entry.arguments]} for entry in prompts
        ],
        "prompt": [plain(message) for message in prompt.messages],
        "promptWithoutArgument": await failure(client.get_prompt("recommend_book", {})),
        "unknownPrompt": await failure(client.get_prompt("burn_book")),
        "resources": [str(entry.uri) for entry in resources],
        "templates": [entry.uri_template for entry in templates],
        "fixed": [plain(content) for content in fixed.contents],
        "read": [plain(content) for content in read.contents],
        "unknownResource": await failure(client.read_resource("bookshop://cellar")),
        "completedPrompt": by_prompt.completion.values,
        "completedTemplate": by_template.completion.values,
    }


async def main():
    url, package, mode = sys.argv[1:]
    async with connect(package, url, mode) as client:
        seen = await transcript(client)
        version = client.protocol_version
    print(json.dumps({"version": version, "seen": seen}))


asyncio.run(main())
