import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Called as `vite build console`: the root is this folder. */
export default defineConfig({
  plugins: [react()],
  build: {
    outDir: '../dist/console',
    emptyOutDir: true,
    target: 'es2023',
    // The content security policy allows no data: URLs and no inline script.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // What most pages share as one file: each file costs its headers, which weigh more than the smallest of them. The theme first,
    // so that the parts' own styles stand after Mantine's.
    rolldownOptions: {
      output: { codeSplitting: { groups: [{ name: 'parts', test: /console\/src\/(theme|parts|filters|url)\// }] } },
    },
  },
});
