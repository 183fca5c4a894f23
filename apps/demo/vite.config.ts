import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { defineConfig, type Plugin } from 'vite'

const assets = 'dist/client/assets'

/** Writes `.br` and `.gz` beside every asset, so that the server only reads. */
const compressed: Plugin = {
  name: 'compressed-assets',
  applyToEnvironment: ({ name }) => name === 'client',
  writeBundle() {
    for (const name of readdirSync(assets).filter((each) => /\.(js|css)$/.test(each))) {
      const bytes = readFileSync(join(assets, name))
      const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY }
      writeFileSync(join(assets, `${name}.br`), brotliCompressSync(bytes, { params }))
      writeFileSync(join(assets, `${name}.gz`), gzipSync(bytes, { level: 9 }))
    }
  },
}

/** Two builds: what pages load (islands, styles; hashed, with a manifest) and the server. */
export default defineConfig({
  appType: 'custom',
  publicDir: false,
  plugins: [compressed],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  builder: {},
  environments: {
    client: {
      build: {
        outDir: 'dist/client',
        emptyOutDir: true,
        manifest: true,
        modulePreload: { polyfill: false },
        target: 'es2022',
        rolldownOptions: {
          input: {
            shop: 'src/storefront/islands/loader.ts',
            styles: 'src/storefront/styles/index.css',
            desk: 'src/desk/desk.css',
            channels: 'src/channels/channels.css',
          },
        },
      },
    },
    ssr: {
      resolve: {
        noExternal: ['preact', 'preact-render-to-string'],
        external: [
          ...['@vitrine/core', '@vitrine/sdk', '@vitrine/plugin-amazon', '@vitrine/plugin-bazaar'],
          ...[
            '@vitrine/plugin-click-and-collect',
            '@vitrine/plugin-ebay',
            '@vitrine/plugin-pinterest',
            '@vitrine/plugin-storefront',
          ],
        ],
      },
      build: {
        outDir: 'dist/server',
        emptyOutDir: true,
        ssr: true,
        target: 'node20',
        rolldownOptions: { input: { main: 'src/server/main.ts', platforms: 'src/platforms/main.ts' } },
      },
    },
  },
})
