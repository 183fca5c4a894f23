import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { createCommerce, serve } from '@vitrine/core'
import { productFeed } from '@vitrine/plugin-product-feed'

/* A shop with so many variants and one live feed, as a process of its own: `node shop.mjs <variants> <format>`. */

const PER_PRODUCT = 5
const CHUNK = 100
const MB = 1_048_576

const [, , variants = '100000', format = 'xml'] = process.argv
const folder = mkdtempSync(join(tmpdir(), 'vitrine-feeds-'))
const commerce = await createCommerce({
  database: { url: `file:${join(folder, 'shop.db')}` },
  secret: 'a secret of the benchmark, long enough',
  log: { level: 'error' },
  plugins: [productFeed()],
})
const { admin, 'product-feed': feeds } = commerce.call
await admin.locations.create({ body: { code: 'main', name: 'Warehouse', country: 'NL' } })
const products = Math.ceil(+variants / PER_PRODUCT)
for (let at = 0; at < products; at += CHUNK) {
  const rows = Array.from({ length: Math.min(CHUNK, products - at) }, (_, index) => productOf(at + index))
  const { items } = await admin.products.bulk({ body: { products: rows } })
  const failed = items.find(({ status }) => status === 'failed')
  if (failed !== undefined) throw new Error(JSON.stringify(failed))
}
await commerce.idle()
const settings = { target: 'google', format, country: 'NL', everyMinutes: 1_440 }
const { id } = await admin.channels.connect({
  body: { channel: 'product-feed', name: 'Feed', settings, salesChannel: 'web' },
})
const { url, stop } = await serve(commerce, { port: 0, handleSignals: false })
await commerce.start()

/** @param {number} number */
function productOf(number) {
  const sizes = Array.from({ length: PER_PRODUCT }, (_, at) => `Size ${at}`)
  return {
    handle: `product-${number}`,
    title: `Smoker number ${number} of stainless steel`,
    description: `<p>${'Cool smoke for calm bees, made to be used every day. '.repeat(8)}</p>`,
    vendor: 'Lipova',
    status: /** @type {const} */ ('active'),
    media: [{ url: `https://pictures.example.com/${number}.jpg` }],
    options: [{ name: 'Size', values: sizes }],
    variants: sizes.map((size, at) => ({
      sku: `S-${number}-${at}`,
      options: { Size: size },
      weightGrams: 900,
      prices: [{ currency: 'EUR', amount: 1_000 + number }],
    })),
  }
}

async function make() {
  const params = { connection: id }
  await feeds.make({ params })
  for (;;) {
    const view = await feeds.feed({ params })
    if (view.askedAt === null && view.file !== null) return view
    if (view.error !== null) throw new Error(view.error)
    await admin.jobs.runJob({ body: { name: 'product-feed/make' } }).catch(() => undefined)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

/** Everything is listed: its rules are looked at, and it stands in the file that is made next. */
async function list() {
  const { items } = await admin.channels.listItems({ params: { id }, body: { all: true } })
  return items
}

/** Until now the file was made for its report only: from now on it is served, and its listings are settled behind it. */
async function serveFile() {
  await admin.channels.confirm({ params: { id } })
  for (;;) {
    const view = await make()
    if (view.isPublic) return view
  }
}

/** @param {() => Promise<unknown>} work */
async function watched(work) {
  globalThis.gc?.()
  const before = process.memoryUsage.rss()
  let peak = before
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss())
  }, 20)
  const lag = monitorEventLoopDelay({ resolution: 1 })
  lag.enable()
  const began = performance.now()
  const cpu = process.cpuUsage()
  const result = await work()
  const { user, system } = process.cpuUsage(cpu)
  lag.disable()
  clearInterval(watch)
  return {
    result,
    seconds: Math.round((performance.now() - began) / 100) / 10,
    cpuMs: Math.round((user + system) / 1_000),
    beforeMb: Math.round(before / MB),
    peakMb: Math.round(peak / MB),
    lagP99Ms: Math.round(lag.percentile(99) / 1e5) / 10,
    lagMaxMs: Math.round(lag.max / 1e5) / 10,
  }
}

/** @type {() => void} */
let release = () => undefined
process.on('message', async (message) => {
  if (message === 'list') process.send?.(await watched(list))
  if (message === 'make') process.send?.(await watched(make))
  if (message === 'serve') process.send?.(await watched(serveFile))
  if (message === 'watch')
    process.send?.(await watched(() => new Promise((resolve) => (release = () => resolve(null)))))
  if (message === 'release') release()
  if (message === 'stop') {
    await stop()
    rmSync(folder, { recursive: true, force: true })
    process.exit()
  }
})
process.on('disconnect', () => process.exit())
process.send?.({ url, products })
