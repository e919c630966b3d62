import { expect, test } from 'vitest';
import { setupsFor } from './setups';

function textFor(client: string, name = 'shop', url = 'http://a:1/shop/mcp'): string {
  return setupsFor(name, url).find((setup) => setup.client === client)?.text ?? '';
}

test('JSON set-ups are what the clients read', () => {
  const http = { type: 'http', url: 'http://a:1/shop/mcp' };
  expect(JSON.parse(textFor('generic'))).toEqual({ mcpServers: { shop: http } });
  expect(JSON.parse(textFor('vscode'))).toEqual({ servers: { shop: http } });
  expect(JSON.parse(textFor('cursor'))).toEqual({ mcpServers: { shop: { url: http.url } } });
});

test('commands are safe to paste', () => {
  expect(textFor('claude')).toBe('claude mcp add --transport http shop http://a:1/shop/mcp');
  const nasty = textFor('claude', "it's $(x)", 'http://a/b?c');
  expect(nasty).toBe("claude mcp add --transport http 'it'\\''s $(x)' 'http://a/b?c'");
});
