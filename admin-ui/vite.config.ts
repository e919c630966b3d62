import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { dropUnusedStyles } from './build/unused-styles.ts';

/** The control plane that `npm run dev` sends the API's requests to. */
const CONTROL_PLANE = process.env.PORTICO_URL ?? 'http://127.0.0.1:8081';

export default defineConfig({
  plugins: [react(), dropUnusedStyles()],
  // The control plane writes a nonce in its place: see control-plane/src/console/page.rs.
  html: { cspNonce: '__CSP_NONCE__' },
  build: {
    target: 'es2023',
    // Data in the page would be against its policy.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    manifest: true,
  },
  server: {
    proxy: {
      '/api': CONTROL_PLANE,
      '/healthz': CONTROL_PLANE,
      '/readyz': CONTROL_PLANE,
      '/status': CONTROL_PLANE,
    },
  },
  test: {
    environment: 'happy-dom',
    setupFiles: ['src/test/setup.ts'],
    restoreMocks: true,
    testTimeout: 120_000,
  },
});
