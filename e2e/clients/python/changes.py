"""changes.py URL sse|legacy|auto: connects, lists the tools and waits for changes of them.

Each line of stdin makes it say what it has seen since: {"changed": COUNT, "tools": [NAME…]}.
"""

import asyncio
import json
import sys

from mcp import Client, ClientSession
from mcp.client.sse import sse_client
from mcp_types import ToolListChangedNotification


class Changes:
    def __init__(self):
        self.count = 0

    async def handle(self, message):
        if isinstance(getattr(message, "root", message), ToolListChangedNotification):
            self.count += 1


async def say(client, changes):
    tools = [tool.name for tool in (await client.list_tools()).tools]
    print(json.dumps({"changed": changes.count, "tools": tools}), flush=True)
    changes.count = 0


async def follow(client, changes):
    # Time for the stream that the client opens by itself.
    await asyncio.sleep(0.5)
    await say(client, changes)
    while await asyncio.to_thread(sys.stdin.readline):
        await say(client, changes)


async def main():
    url, mode = sys.argv[1:]
    changes = Changes()
    if mode == "sse":
        async with sse_client(url) as (read, write):
            async with ClientSession(read, write, message_handler=changes.handle) as session:
                await session.initialize()
                await follow(session, changes)
    else:
        async with Client(url, mode=mode, message_handler=changes.handle) as client:
            await follow(client, changes)


asyncio.run(main())
