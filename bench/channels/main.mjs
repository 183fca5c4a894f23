import { parseArgs } from 'node:util'
import { ensureBuilt } from '../build.mjs'

const usage = `npm run bench -- --channels [options]

  --connections <n>  accounts on the marketplace that hear of changes (5)
  --listings <n>     listings of each (10000)
  --seconds <n>      how long stock changes 50 times a second (20)
  --changes <n>      changes of the burst (10000)
  --resync <n>       listings that are compared, on as many more accounts as they need (100000)
  --json             print one JSON object to standard output
  --help
`

/** `npm run bench -- --channels`: how soon channels hear of changes, what a burst costs, and what comparing everything costs. */
async function main() {
  const { values } = parseArgs({
    options: {
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
      connections: { type: 'string', default: '5' },
      listings: { type: 'string', default: '10000' },
      seconds: { type: 'string', default: '20' },
      changes: { type: 'string', default: '10000' },
      resync: { type: 'string', default: '100000' },
    },
  })
  if (values.help) return void process.stdout.write(usage)
  const say = (/** @type {string} */ text) => void process.stderr.write(text)
  await ensureBuilt('bazaar')
  const { measureChannels } = await import('./measure-all.mjs')
  const { channelsTable, wrongIn } = await import('./report.mjs')
  const measured = await measureChannels({
    connections: +values.connections,
    listings: +values.listings,
    seconds: +values.seconds,
    changes: +values.changes,
    resync: +values.resync,
    say,
  })
  process.stdout.write(values.json ? `${JSON.stringify(measured)}\n` : channelsTable(measured))
  const wrong = wrongIn(measured)
  for (const one of wrong) say(`WRONG ${one}\n`)
  if (wrong.length > 0) process.exitCode = 1
}

await main()
