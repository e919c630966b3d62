/** How one MCP client is told of a server. */
export interface Setup {
  client: 'generic' | 'claude' | 'vscode' | 'cursor' | 'inspector';
  /** The file that the text belongs into; `null` if it is a command. */
  file: string | null;
  text: string;
}

const json = (value: unknown) => JSON.stringify(value, null, 2);

/** In quotes, unless a shell takes it as it is. */
function word(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** What to copy for each client, with the Streamable HTTP endpoint `url`. */
export function setupsFor(name: string, url: string): Setup[] {
  const http = { type: 'http', url };
  return [
    { client: 'generic', file: null, text: json({ mcpServers: { [name]: http } }) },
    {
      client: 'claude',
      file: null,
      text: `claude mcp add --transport http ${word(name)} ${word(url)}`,
    },
    { client: 'vscode', file: '.vscode/mcp.json', text: json({ servers: { [name]: http } }) },
    { client: 'cursor', file: '.cursor/mcp.json', text: json({ mcpServers: { [name]: { url } } }) },
    {
      client: 'inspector',
      file: null,
      text: `npx @modelcontextprotocol/inspector --cli ${word(url)} --transport http --method tools/list`,
    },
  ];
}
