import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** `first.ts` asks before it brings the rest of the page; the browser is told in the document to bring that meanwhile. */
const preloadRest: Plugin = {
  name: 'preload-rest',
  transformIndexHtml: {
    order: 'post',
    handler(_html, { bundle = {} }) {
      const rest = Object.values(bundle).find((file) => file.type === 'chunk' && file.facadeModuleId?.endsWith('/main.tsx') === true);
      const files = new Set<string>();
      const styles = new Set<string>();
      const add = (name: string): void => {
        const file = bundle[name];
        if (file?.type !== 'chunk' || files.has(name)) return;
        files.add(name);
        for (const style of file.viteMetadata?.importedCss ?? []) styles.add(style);
        for (const each of file.imports) add(each);
      };
      if (rest !== undefined) add(rest.fileName);
      return [
        ...[...files].map((name) => ({
          tag: 'link',
          attrs: { rel: 'modulepreload', crossorigin: true, href: `./${name}` },
          injectTo: 'head' as const,
        })),
        ...[...styles].map((name) => ({
          tag: 'link',
          attrs: { rel: 'stylesheet', crossorigin: true, href: `./${name}` },
          injectTo: 'head' as const,
        })),
      ];
    },
  },
};

/** Relative addresses, because Forge serves the folder below a path that is not known here. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: './',
  plugins: [react(), preloadRest],
  resolve: {
    alias: {
      '@atlaskit/feature-gate-js-client/feature-gates': fileURLToPath(new URL('../atlaskit/feature-gates-off.ts', import.meta.url)),
    },
  },
  // Several Atlaskit packages look at process.env in the browser.
  define: { 'process.env.NODE_ENV': '"production"', 'process.env': '{}' },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    reportCompressedSize: false,
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
  },
});
