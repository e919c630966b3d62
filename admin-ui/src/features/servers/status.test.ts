import { expect, test } from 'vitest';
import type { Node } from '../../api/nodes';
import { type ServerStatus, statusOfServer } from './status';

const SERVER = { tenant: 'default', name: 'shop', revision: 5, errors: [] };

function node(id: string, part: Partial<Node>): Node {
  const all = { metadata: {}, refused: 0, sharedId: false, replicas: [], streams: [] };
  return { id, connection: 'connected', ...all, ...part };
}

function refusing(resource: string): Node {
  const stream = {
    peer: 'filter',
    subscribed: [],
    acknowledged: {},
    refused: [{ resource, reason: 'no' }],
    replica: 'cp-1',
    resourcesSent: 1,
    connectedSince: '2026-01-01T00:00:00Z',
    lastSeen: '2026-01-01T00:00:00Z',
  };
  return node('r', { revision: 5, streams: [stream] });
}

const TABLE: [string, Node[], ServerStatus][] = [
  ['nobody is there', [], { kind: 'noNodes', reached: 0, all: 0 }],
  ['all have it', [node('a', { revision: 5 })], { kind: 'live', reached: 1, all: 1 }],
  [
    'one is behind',
    [node('a', { revision: 7 }), node('b', { revision: 4 }), node('c', {})],
    { kind: 'updating', reached: 1, all: 3 },
  ],
  [
    'one has gone',
    [node('a', { revision: 5 }), node('b', { revision: 4, connection: 'disconnected' })],
    { kind: 'live', reached: 1, all: 1 },
  ],
  [
    'a bridge serves no tools',
    [node('a', { revision: 5 }), node('b', { bridgeVersion: '1' })],
    { kind: 'live', reached: 1, all: 1 },
  ],
  ['a tool is refused', [refusing('default/shop/get')], { kind: 'refused', reached: 0, all: 1 }],
  ['another is refused', [refusing('default/shopper')], { kind: 'live', reached: 1, all: 1 }],
];

test.each(TABLE)('%s', (_, nodes, expected) => {
  expect(statusOfServer(SERVER, nodes)).toEqual(expected);
});

test('what cannot be used is broken, wherever it is', () => {
  const broken = { ...SERVER, errors: ['name: is empty'] };
  expect(statusOfServer(broken, [node('a', { revision: 5 })]).kind).toBe('broken');
});
