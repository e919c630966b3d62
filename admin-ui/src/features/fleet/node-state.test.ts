import { expect, test } from 'vitest';
import type { Node } from '../../api/nodes';
import { countStates, matches, refusalsOf, type Stream, shortType, stateOf } from './node-state';

const STREAM: Stream = {
  peer: 'filter',
  subscribed: [],
  acknowledged: {},
  refused: [],
  replica: 'cp-1',
  resourcesSent: 1,
  connectedSince: '2026-11-22T10:00:00Z',
  lastSeen: '2026-11-22T10:00:00Z',
  revision: 4,
  sentRevision: 4,
};

function node(changes: Partial<Node>): Node {
  const base = { id: 'envoy-1', connection: 'connected' as const, refused: 0, sharedId: false };
  return { ...base, replicas: ['cp-1'], metadata: {}, streams: [STREAM], ...changes };
}

test('a node is as far as the slowest of its streams', () => {
  const behind = { ...STREAM, sentRevision: 5 };
  const never = { ...STREAM, revision: null };
  const idle = { ...STREAM, revision: null, sentRevision: null };
  expect(stateOf(node({}))).toBe('current');
  expect(stateOf(node({ streams: [STREAM, behind] }))).toBe('updating');
  expect(stateOf(node({ streams: [never] }))).toBe('updating');
  expect(stateOf(node({ streams: [idle] }))).toBe('current');
  expect(stateOf(node({ streams: [behind], refused: 1 }))).toBe('refusing');
  expect(stateOf(node({ refused: 1, connection: 'disconnected' }))).toBe('gone');
  expect(stateOf(node({ connection: 'unknown' }))).toBe('unknown');
  const counted = countStates([node({}), node({ refused: 2 }), node({ refused: 1 })]);
  expect(counted).toEqual({ current: 1, updating: 0, refusing: 2, gone: 0, unknown: 0 });
});

test('a refusal is told once with all its nodes', () => {
  const refused = [{ resource: 'default/shop/buy', reason: 'no such upstream' }];
  const refusing = {
    streams: [
      { ...STREAM, refused },
      { ...STREAM, refused },
    ],
    refused: 1,
  };
  const nodes = [
    node(refusing),
    node({ ...refusing, id: 'envoy-2' }),
    node({ ...refusing, id: 'gone', connection: 'disconnected' }),
  ];
  expect(refusalsOf(nodes)).toEqual([
    { resource: 'default/shop/buy', reason: 'no such upstream', nodes: ['envoy-1', 'envoy-2'] },
  ]);
});

test('nodes are found by whatever they say of themselves', () => {
  const known = node({ cluster: 'edge', locality: 'eu/west', metadata: { rack: 'R7' } });
  for (const text of ['ENVOY', 'edge', 'eu/', ' r7 ']) expect(matches(known, text)).toBe(true);
  expect(matches(known, 'asia')).toBe(false);
});

test('types are shown by their last part', () => {
  expect(shortType('type.googleapis.com/portico.config.v1.Tool')).toBe('Tool');
});
