"""Connects a client of PyPI's `mcp` or of PyPI's `fastmcp`."""

from contextlib import asynccontextmanager

import fastmcp
import mcp
from fastmcp.client.transports import SSETransport
from mcp.client.sse import sse_client


class FastMcp:
    """`fastmcp.Client` with the names of `mcp.Client`: its own methods of these names give less."""

    def __init__(self, client):
        self.client = client
        self.list_tools = client.list_tools_mcp
        self.call_tool = client.call_tool_mcp
        self.list_prompts = client.list_prompts_mcp
        self.list_resources = client.list_resources_mcp
        self.list_resource_templates = client.list_resource_templates_mcp
        self.read_resource = client.read_resource_mcp
        self.complete = client.complete_mcp

    async def get_prompt(self, name, arguments=None):
        return await self.client.get_prompt_mcp(name, arguments)

    def __getattr__(self, name):
        return getattr(self.client, name)


@asynccontextmanager
async def connect(package, url, mode, **options):
    """A connected client. PACKAGE: mcp or fastmcp. MODE: sse, legacy, auto or a version to pin."""
    if package == "fastmcp":
        client = fastmcp.Client(SSETransport(url), **options) if mode == "sse" else None
        async with client or fastmcp.Client(url, mode=mode, **options) as connected:
            yield FastMcp(connected)
    else:
        client = mcp.Client(sse_client(url), mode="legacy", **options) if mode == "sse" else None
        async with client or mcp.Client(url, mode=mode, **options) as connected:
            yield connected
