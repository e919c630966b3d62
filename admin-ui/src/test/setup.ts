import { notifications } from '@mantine/notifications';
import { cleanup, configure } from '@testing-library/react';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { server } from './server';

// The machine may be slow, and pages load their parts when they are first shown.
configure({ asyncUtilTimeout: 15_000 });

// Happy DOM has no fonts, whose loading Mantine's text areas listen for.
Object.defineProperty(document, 'fonts', { value: new EventTarget() });

beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterEach(() => {
  cleanup();
  notifications.clean();
  server.resetHandlers();
  localStorage.clear();
  sessionStorage.clear();
});
afterAll(() => server.close());
