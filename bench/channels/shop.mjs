import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createCommerce, defineChannel } from '@vitrine/core'
import { channelIn, routeHosts } from '@vitrine/core/testing'
import { bazaar } from '@vitrine/plugin-bazaar'

/** Bazaar without its limits: what is measured is the engine. */
const { id: _id, version, hosts: _hosts, ...keys } = channelIn(bazaar)
const plenty = { rate: 100_000, burst: 100_000 }
const stall = defineChannel(
  'bazaar',
  /** @type {never} */ ({
    ...keys,
    version,
    hosts: ['api.bazaar.example'],
    limits: { default: plenty, writes: plenty, fast: plenty, reads: plenty },
  }),
)

/**
 * A shop with so many variants, listed on the first connections.
 * @typedef {Awaited<ReturnType<typeof openStalls>>} Stalls
 * @param {{ marketplace: import('./marketplace.mjs').Marketplace, connections: number, listings: number, say: (text: string) => void }} size
 */
export async function openStalls({ marketplace, connections, listings, say }) {
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-bench-'))
  const route = routeHosts({ 'api.bazaar.example': marketplace.url })
  /** @type {import('./program.mjs').Sent[]} */
  const sent = []
  /** @type {typeof globalThis.fetch} */
  const fetch = async (input, init) => {
    const request = new Request(input, init)
    if (new URL(request.url).pathname === '/v1/stock/batch')
      sent.push({ at: performance.now(), body: await request.clone().text() })
    return route(request)
  }
  const commerce = await createCommerce({
    database: { url: `file:${join(folder, 'shop.db')}` },
    secret: 'a secret of the benchmark, long enough',
    log: { level: 'error' },
    plugins: [stall()],
    fetch,
  })
  await commerce.start()
  const skus = await stock(commerce, listings, say)
  const ids = await connect(commerce, { from: 0, to: connections }, say)
  const bulk = (/** @type {string[]} */ some, /** @type {number} */ set) =>
    commerce.call.admin.stock.bulk({ body: { rows: some.map((sku) => ({ sku, location: 'main', set })) } })
  /** @type {import('./program.mjs').Program} */
  const program = {
    skus,
    connections,
    sent,
    change: (sku, quantity) => bulk([sku], quantity),
    write: async (some, quantity) => void (await bulk(some, quantity)),
    idle: () => commerce.idle(),
  }
  return {
    program,
    /** Lists everything on more connections. */
    more: async (/** @type {number} */ count) =>
      void ids.push(...(await connect(commerce, { from: ids.length, to: ids.length + count }, say))),
    compare: async () => {
      for (const id of ids) await commerce.call.admin.channels.resync({ params: { id } })
      await commerce.idle()
    },
    close: async () => {
      await commerce.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const PER_PRODUCT = 5
const CHUNK = 100

/**
 * @param {import('@vitrine/core').Commerce} commerce
 * @param {number} variants
 * @param {(text: string) => void} say
 */
async function stock({ call: { admin } }, variants, say) {
  await admin.locations.create({ body: { code: 'main', name: 'Warehouse', country: 'NL' } })
  /** @type {string[]} */
  const skus = []
  const products = Math.ceil(variants / PER_PRODUCT)
  for (let at = 0; at < products; at += CHUNK) {
    const rows = Array.from({ length: Math.min(CHUNK, products - at) }, (_, index) => productOf(at + index))
    await admin.products.bulk({ body: { products: rows } })
    const own = rows.flatMap((row) => row.variants.map(({ sku }) => sku))
    skus.push(...own)
    for (let from = 0; from < own.length; from += CHUNK)
      await admin.stock.bulk({
        body: { rows: own.slice(from, from + CHUNK).map((sku) => ({ sku, location: 'main', set: 500 })) },
      })
    say(`\r${skus.length} of ${variants} variants`)
  }
  say('\n')
  return skus
}

/** @param {number} number */
function productOf(number) {
  const sizes = Array.from({ length: PER_PRODUCT }, (_, size) => String(size))
  return {
    handle: `thing-${number}`,
    title: `Thing ${number}`,
    status: /** @type {const} */ ('active'),
    media: [{ url: `https://pictures.example.com/${number % 100}.jpg`, alt: 'A thing' }],
    options: [{ name: 'Size', values: sizes }],
    variants: sizes.map((size) => ({
      sku: `T${number}-${size}`,
      options: { Size: size },
      prices: [{ currency: 'EUR', amount: 1_000 + number }],
    })),
  }
}

/**
 * @param {import('@vitrine/core').Commerce} commerce
 * @param {{ from: number, to: number }} numbers
 * @param {(text: string) => void} say
 */
async function connect(commerce, { from, to }, say) {
  const { channels } = commerce.call.admin
  const ids = []
  for (let number = from; number < to; number += 1) {
    const { id } = await channels.connect({
      body: {
        channel: 'bazaar',
        name: `Stall ${number}`,
        settings: { market: 'nl' },
        credentials: { clientId: `seller-${number}`, clientSecret: 'a-secret-of-the-bench' },
      },
    })
    const params = { id }
    await channels.writeMappings({ params, body: { category: { '*': 'tools' } } })
    await channels.confirm({ params })
    const began = performance.now()
    const { items } = await channels.listItems({ params, body: { all: true } })
    await commerce.idle()
    const { listings, health } = await channels.get({ params })
    say(
      `stall ${number}: ${items} listed in ${Math.round(performance.now() - began)} ms, ${JSON.stringify(listings)}, ${health.status}\n`,
    )
    ids.push(id)
  }
  return ids
}
