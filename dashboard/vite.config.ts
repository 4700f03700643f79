import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import tailwind from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

/** Every text of the build, packed beside it: the server sends what a browser takes. */
function packed(): Plugin {
  return {
    name: 'packed',
    apply: 'build',
    writeBundle({ dir = 'dist' }) {
      for (const name of readdirSync(dir, { recursive: true, encoding: 'utf8' })) {
        if (!/\.(js|css|html|svg|json)$/.test(name)) continue
        const bytes = readFileSync(join(dir, name))
        writeFileSync(join(dir, `${name}.gz`), gzipSync(bytes, { level: 9 }))
        const params = { [constants.BROTLI_PARAM_QUALITY]: 10 }
        writeFileSync(join(dir, `${name}.br`), brotliCompressSync(bytes, { params }))
      }
    },
  }
}

const server = 'http://127.0.0.1:8080'

export default defineConfig({
  base: '/dashboard/',
  plugins: [react(), tailwind(), packed()],
  // Another React stands at the root, for GraphiQL: what is hoisted there must take ours.
  resolve: { dedupe: ['react', 'react-dom', 'scheduler'] },
  build: {
    target: 'es2022',
    manifest: true,
    // The content policy takes no data: fonts or scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // The dashboard, and the widget that stands in frames of other pages.
    rolldownOptions: { input: ['index.html', 'embed.html'] },
  },
  server: {
    proxy: Object.fromEntries(
      ['/api', '/v1', '/realtime', '/health', '/openapi.json', '/dashboard/session'].map((path) => [
        path,
        { target: server, ws: true },
      ]),
    ),
  },
})
