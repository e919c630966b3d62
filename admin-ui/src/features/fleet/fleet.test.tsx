import { screen, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { afterEach, expect, test, vi } from 'vitest';
import type { Node } from '../../api/nodes';
import { renderApp } from '../../test/render-app';
import { answers, ME, server } from '../../test/server';
import type { Stream } from './node-state';

const STREAM: Stream = {
  peer: 'filter',
  subscribed: [],
  acknowledged: { 'type.googleapis.com/portico.config.v1.Tool': 7 },
  refused: [],
  replica: 'cp-1',
  resourcesSent: 12,
  connectedSince: '2026-11-22T10:00:00Z',
  lastSeen: '2026-11-22T10:00:00Z',
  revision: 7,
  sentRevision: 7,
};

function node(id: string, changes: Partial<Node> = {}): Node {
  const versions = { envoyVersion: '1.40.0', filterVersion: '0.1.0' };
  const base = {
    connection: 'connected' as const,
    refused: 0,
    sharedId: false,
    replicas: ['cp-1'],
  };
  return { id, metadata: {}, ...base, ...versions, streams: [STREAM], revision: 7, ...changes };
}

const REFUSING = node('envoy-2', {
  refused: 1,
  streams: [
    { ...STREAM, refused: [{ resource: 'default/shop/buy', reason: 'the schema is too deep' }] },
  ],
});

const NEWEST = {
  number: 7,
  committedAt: '2026-11-22T10:00:00Z',
  author: 'ada',
  reason: '',
  summary: 'put Server default/shop',
};

const PROGRESS = {
  revision: 7,
  nodes: 2,
  reached: 1,
  refusing: 1,
  firstMs: 12,
  lastMs: 12,
  ageMs: 900,
  missing: ['envoy-2'],
};

/** Stands for the browser's event stream. */
class Events extends EventTarget {
  static open: Events[] = [];
  constructor(readonly url: string) {
    super();
    Events.open.push(this);
  }
  close() {}
}

function tell(type: string, data: unknown) {
  for (const events of Events.open) {
    events.dispatchEvent(new MessageEvent(type, { data: JSON.stringify(data) }));
  }
}

afterEach(() => {
  Events.open = [];
  vi.unstubAllGlobals();
});

test('tells states, versions, refusals with reasons and the progress of the newest change', async () => {
  server.use(
    answers('/api/v1/nodes', { items: [node('envoy-1'), REFUSING] }),
    answers('/api/v1/revisions', { items: [NEWEST] }),
    answers('/api/v1/revisions/{number}/progress', PROGRESS),
    answers('/status', {
      revision: 1,
      documents: 1,
      errors: [],
      unresolved: [],
      nodes: [],
      refused: [
        { peer: '192.0.2.7', reason: 'unknown token', count: 3, last: '2026-11-22T10:00:00Z' },
      ],
    }),
  );
  await renderApp('/fleet');
  const table = await screen.findByRole('table', { name: 'List of nodes' });
  expect(within(table).getByText('Up to date')).toBeTruthy();
  expect(within(table).getByText('Refuses 1 resource')).toBeTruthy();
  expect(within(table).getAllByText('Envoy 1.40.0 · filter 0.1.0')).toHaveLength(2);
  expect(screen.getByText('the schema is too deep')).toBeTruthy();
  const progress = await screen.findByText('On 1 of 2 connected nodes · 1 refuse something');
  expect(progress.getAttribute('role')).toBe('status');
  expect(await screen.findByText('unknown token')).toBeTruthy();
});

test('follows the event stream', async () => {
  vi.stubGlobal('EventSource', Events);
  server.use(answers('/api/v1/nodes', { items: [node('envoy-1')] }), answers('/status', STATUS));
  await renderApp('/fleet');
  const table = await screen.findByRole('table', { name: 'List of nodes' });
  tell('node', node('envoy-9', { connection: 'disconnected' }));
  expect((await within(table).findAllByText('envoy-9')).length).toBeGreaterThan(0);
  tell('forgotten', 'envoy-9');
  await vi.waitFor(() => expect(within(table).queryByText('envoy-9')).toBeNull());
});

const STATUS = { revision: 1, documents: 1, errors: [], unresolved: [], nodes: [], refused: [] };

test('who is no admin is not told who was turned away', async () => {
  let asked = 0;
  server.use(
    answers('/api/v1/me', { ...ME, isAdmin: false }),
    answers('/api/v1/nodes', { items: [node('envoy-1')] }),
    http.get('*/status', () => {
      asked += 1;
      return HttpResponse.json(STATUS);
    }),
  );
  await renderApp('/fleet');
  await screen.findByRole('table', { name: 'List of nodes' });
  expect(asked).toBe(0);
});

test('a node shows its streams, and says where two have its id', async () => {
  const metadata = { rack: 'r7' };
  server.use(answers('/api/v1/nodes', { items: [node('envoy-1', { sharedId: true, metadata })] }));
  await renderApp('/fleet/envoy-1');
  const table = await screen.findByRole('table', { name: 'Streams' });
  expect(within(table).getByText('Filter')).toBeTruthy();
  expect(within(table).getByText('12')).toBeTruthy();
  expect(screen.getByText('Two Envoys say that they are this node')).toBeTruthy();
  expect(screen.getByText('rack=r7')).toBeTruthy();
  expect(screen.getByText('cp-1')).toBeTruthy();
});

test('a node that is not there says so, and an empty fleet teaches', async () => {
  const { router } = await renderApp('/fleet/nobody', 'zh');
  expect(await screen.findByText('没有这个节点')).toBeTruthy();
  server.use(answers('/status', STATUS));
  await router.navigate({ to: '/fleet' });
  expect(await screen.findByText('还没有 Envoy 连接')).toBeTruthy();
});
