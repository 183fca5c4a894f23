import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build, type Rolldown } from 'vite'
import { expect, it } from 'vitest'

/** As a page would bundle it, minified. */
async function bundle(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    resolve: { conditions: ['@vitrine/source', 'module', 'browser', 'production'] },
    build: {
      write: false,
      minify: true,
      target: 'es2022',
      lib: { entry: fileURLToPath(new URL('./client.ts', import.meta.url)), formats: ['es'], fileName: 'client' },
    },
  })
  const { output } = [result].flat()[0] as Rolldown.RolldownOutput
  return output[0].code
}

it('brings no server code and little else into a page', async () => {
  const code = await bundle()
  expect(code).not.toMatch(/node:|\brequire\(|process\.|\bBuffer\b|drizzle|storefront_views|insert into/)
  expect(code).toContain('/viewed')
  expect(gzipSync(code).length).toBeLessThan(8_000)
})
