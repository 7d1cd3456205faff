import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type PluginOption, type UserConfig } from 'vite';

/** How a folder with a page becomes its `dist`. `configUrl`: of the config in that folder. Addresses are relative, because Forge serves the folder below a path that is not known here. */
export function pageConfig(configUrl: string, plugins: readonly PluginOption[] = []): UserConfig {
  return defineConfig({
    root: fileURLToPath(new URL('.', configUrl)),
    base: './',
    plugins: [react(), ...plugins],
    resolve: {
      alias: {
        '@atlaskit/feature-gate-js-client/feature-gates': fileURLToPath(new URL('../atlaskit/feature-gates-off.ts', configUrl)),
      },
    },
    // Several Atlaskit packages look at process.env, which no browser has.
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
}
