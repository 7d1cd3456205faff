import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The pages of the local host: `vite build --config dev/shell/vite.config.ts` writes `dev/shell/dist`, served from `/`. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  plugins: [react()],
  build: { outDir: 'dist', emptyOutDir: true, sourcemap: false, chunkSizeWarningLimit: 2000 },
});
