"""changes.py URL mcp|fastmcp sse|legacy|auto: connects, lists the tools and waits for changes of them.

Each line of stdin makes it say what it has seen since: {"changed": COUNT, "tools": [NAME…]}. A line with
the name of a tool makes it call that and say the result's text: {"text": TEXT}.
"""

import asyncio
import json
import sys

from connect import connect
from mcp.client.subscriptions import SubscriptionLost, listen
from mcp_types import ToolListChangedNotification


class Changes:
    def __init__(self):
        self.count = 0

    async def handle(self, message):
        if isinstance(message, ToolListChangedNotification):
            self.count += 1

    async def listen(self, client):
        """In the modern era a client says what it wants to be told, again whenever the stream ends."""
        while True:
            try:
                async with listen(client.session, tools_list_changed=True) as subscription:
                    async for _ in subscription:
                        self.count += 1
            except (SubscriptionLost, OSError):
                pass
            await asyncio.sleep(0.2)


async def say(client, changes):
    # What is listed after a notification is as new as that.
    seen, changes.count = changes.count, 0
    tools = [tool.name for tool in (await client.list_tools()).tools]
    print(json.dumps({"changed": seen, "tools": tools}), flush=True)


async def call(client, tool):
    result = await client.call_tool(tool, {})
    print(json.dumps({"text": result.content[0].text}), flush=True)


async def follow(client, changes):
    # Time for the stream that the client opens by itself.
    await asyncio.sleep(0.5)
    await say(client, changes)
    while line := await asyncio.to_thread(sys.stdin.readline):
        await (call(client, line.strip()) if line.strip() else say(client, changes))


async def main():
    url, package, mode = sys.argv[1:]
    changes = Changes()
    if mode == "auto":
        async with connect(package, url, mode) as client:
            listening = asyncio.create_task(changes.listen(client))
            await follow(client, changes)
            listening.cancel()
    else:
        async with connect(package, url, mode, message_handler=changes.handle) as client:
            await follow(client, changes)


asyncio.run(main())
