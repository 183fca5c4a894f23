import { fork } from 'node:child_process'
import { once } from 'node:events'
import { parseArgs } from 'node:util'
import { ensureBuilt } from '../build.mjs'

/* `npm run bench -- --feeds`: what making the file of a feed costs, what a pull costs, and what buyers feel of both. */

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    items: { type: 'string', default: '100000' },
    format: { type: 'string', default: 'xml' },
    rate: { type: 'string', default: '50' },
    seconds: { type: 'string', default: '10' },
    pulls: { type: 'string', default: '20' },
  },
})
const say = (/** @type {string} */ text) => void process.stderr.write(`${text}\n`)
const MB = 1_048_576

/** @param {number[]} times */
function percentiles(times) {
  const sorted = [...times].sort((one, other) => one - other)
  const at = (/** @type {number} */ share) => Math.round((sorted[Math.ceil(sorted.length * share) - 1] ?? 0) * 10) / 10
  return { requests: sorted.length, p50: at(0.5), p99: at(0.99), max: at(1) }
}

/**
 * Buyers who come at a steady rate, whether or not those before were served.
 * @param {{ url: string, products: number }} shop
 */
function buyers({ url, products }) {
  /** @type {number[]} */
  const times = []
  /** @type {Promise<void>[]} */
  const all = []
  const one = async () => {
    const began = performance.now()
    const answer = await fetch(`${url}/store/products/product-${(all.length * 7_919) % products}`)
    await answer.arrayBuffer()
    if (!answer.ok) throw new Error(`a buyer was answered ${answer.status}`)
    times.push(performance.now() - began)
  }
  const timer = setInterval(() => all.push(one()), 1_000 / +values.rate)
  return async () => {
    clearInterval(timer)
    await Promise.all(all)
    return percentiles(times)
  }
}

async function main() {
  await ensureBuilt('product-feed')
  say(`Filling a shop with ${values.items} variants`)
  const child = fork(new URL('./shop.mjs', import.meta.url), [values.items, values.format], {
    execArgv: ['--expose-gc', ...process.execArgv],
  })
  const ask = async (/** @type {string} */ what) => {
    child.send(what)
    return (await once(child, 'message'))[0]
  }
  const [shop] = await once(child, 'message')
  const wait = (/** @type {number} */ ms) => new Promise((resolve) => setTimeout(resolve, ms))

  const calm = buyers(shop)
  await wait(+values.seconds * 1_000)
  const quiet = await calm()

  const { result: count, ...listed } = await ask('list')
  if (count !== +values.items) throw new Error(`${count} items were listed`)
  const { result: feed, ...making } = await ask('make')
  const { items, size, packedSize, took } = feed.file
  const made = {
    items,
    itemsPerSecond: Math.round(items / (took / 1_000)),
    mb: +(size / MB).toFixed(1),
    packedMb: +(packedSize / MB).toFixed(1),
    ...making,
    seconds: took / 1_000,
  }
  const during = buyers(shop)
  const { lagP99Ms, lagMaxMs } = await ask('make')
  const whileMaking = { ...(await during()), lagP99Ms, lagMaxMs }

  const { isPublic } = (await ask('serve')).result
  if (!isPublic) throw new Error('the file is not served')
  const address = feed.packedUrl.replace(/^https?:\/\/[^/]+/, shop.url)
  const watching = ask('watch')
  const meanwhile = buyers(shop)
  const began = performance.now()
  let bytes = 0
  for (let pull = 0; pull < +values.pulls; pull += 1)
    for await (const chunk of (await fetch(address)).body ?? []) bytes += chunk.byteLength
  const seconds = (performance.now() - began) / 1_000
  const whilePulling = await meanwhile()
  child.send('release')
  const { result: _, ...pulling } = await watching
  if (bytes !== packedSize * +values.pulls) throw new Error(`${bytes} bytes were pulled of ${packedSize} each`)
  const pulled = { pulls: +values.pulls, msEach: Math.round((seconds * 1_000) / +values.pulls), ...pulling }
  child.send('stop')

  const all = { listed, made, pulled, buyers: { quiet, whileMaking, whilePulling } }
  if (values.json) process.stdout.write(`${JSON.stringify(all, null, 2)}\n`)
  else
    for (const [name, figures] of Object.entries({ listed, made, pulled, ...all.buyers }))
      say(`${name}: ${JSON.stringify(figures)}`)
}

await main()
