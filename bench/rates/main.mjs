import { parseArgs } from 'node:util'
import { ensureBuilt } from '../build.mjs'
import { measureRates } from './measure.mjs'
import { ratesTable } from './report.mjs'

/** `node bench/rates/main.mjs`: how many holds, orders and checkouts a second, and what too many buyers do. */
async function main() {
  const { values } = parseArgs({
    options: {
      json: { type: 'boolean', default: false },
      seconds: { type: 'string', default: '3' },
      callers: { type: 'string', default: '64' },
      products: { type: 'string', default: '1000' },
    },
  })
  const { json, ...sizes } = values
  const { seconds, callers, products } = sizes
  const say = (/** @type {string} */ text) => void process.stderr.write(text)
  await ensureBuilt()
  const measured = await measureRates({ seconds: +seconds, callers: +callers, products: +products, say })
  process.stdout.write(json ? `${JSON.stringify(measured, null, 2)}\n` : ratesTable(measured))
}

await main()
