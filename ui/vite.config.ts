import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [svelte()],
  resolve: { alias: { $lib: '/src/lib' } },
  build: {
    target: 'es2022',
    // The content security policy allows no `data:` fonts, scripts or styles.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { host: '127.0.0.1', port: 1420, strictPort: true },
});
