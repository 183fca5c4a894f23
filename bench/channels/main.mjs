import { parseArgs } from 'node:util'
import { ensureBuilt } from '../build.mjs'

/** `npm run bench -- --channels`: how soon channels hear of changes, what a burst costs, and what comparing everything costs. */
async function main() {
  const { values } = parseArgs({
    options: {
      json: { type: 'boolean', default: false },
      connections: { type: 'string', default: '5' },
      listings: { type: 'string', default: '10000' },
      seconds: { type: 'string', default: '20' },
      resync: { type: 'string', default: '100000' },
    },
  })
  const say = (/** @type {string} */ text) => void process.stderr.write(text)
  await ensureBuilt()
  const { openStalls } = await import('./shop.mjs')
  const { measureBurst, measureLag, measureResync } = await import('./measure.mjs')
  const many = await openStalls({ connections: +values.connections, listings: +values.listings, say })
  const lag = await measureLag(many, { rate: 50, seconds: +values.seconds })
  say(`lag: ${JSON.stringify(lag)}\n`)
  const burst = await measureBurst(many, { changes: 10_000 })
  say(`burst: ${JSON.stringify(burst)}\n`)
  const same = await measureResync(many)
  say(`resync of ${+values.connections * +values.listings}: ${JSON.stringify(same)}\n`)
  await many.close()
  if (values.json) process.stdout.write(`${JSON.stringify({ lag, burst, resync: same }, null, 2)}\n`)
}

await main()
