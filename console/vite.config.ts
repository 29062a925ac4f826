/// <reference types="vitest/config" />
import react from '@vitejs/plugin-react';
import { gzipSync } from 'node:zlib';
import { defineConfig, type Plugin } from 'vite';

/** What a browser loads before it shows the first page, and no more. */
const FIRST_LOAD_LIMIT = 260 * 1000;

/** Adds up all that index.html pulls in without a click, as gzip -9 makes it. */
function firstLoad(): Plugin {
  return {
    name: 'first-load',
    apply: 'build',
    generateBundle(_, bundle) {
      const seen = new Set<string>();
      const visit = (name: string): void => {
        const file = bundle[name];
        if (!file || seen.has(name)) {
          return;
        }
        seen.add(name);
        if (file.type === 'chunk') {
          file.imports.forEach(visit);
          file.viteMetadata?.importedCss.forEach(visit);
        }
      };
      Object.values(bundle).forEach((file) => file.type === 'chunk' && file.isEntry && visit(file.fileName));
      const bytes = [...seen]
        .map((name) => bundle[name]!)
        .map((file) => gzipSync(file.type === 'chunk' ? file.code : file.source, { level: 9 }).length)
        .reduce((sum, size) => sum + size, 0);
      this.info(`first load: ${(bytes / 1000).toFixed(1)} kB gzipped`);
      if (bytes > FIRST_LOAD_LIMIT) {
        this.error(`The first load is ${(bytes / 1000).toFixed(1)} kB gzipped, and may be ${FIRST_LOAD_LIMIT / 1000}. Load more of it lazily.`);
      }
    },
  };
}

export default defineConfig({
  root: 'src/main/web',
  plugins: [react(), firstLoad()],
  // The server puts a nonce of its own into each answer, see ConsoleFiles.
  html: { cspNonce: 'GODWIT-NONCE' },
  build: {
    outDir: '../../../target/web',
    emptyOutDir: true,
    target: 'es2023',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1000,
  },
  server: {
    proxy: { '/api': 'http://127.0.0.1:7411' },
  },
  test: {
    root: '.',
    include: ['src/test/web/**/*.test.ts'],
    environment: 'node',
  },
});
