import { ensureBuilt } from './build.mjs'
import { badUsage, optionsOf, usage } from './options.mjs'
import { resultOf } from './report/result.mjs'
import { tableText } from './report/table.mjs'

const say = (/** @type {string} */ text) => void process.stderr.write(text)

/** Measurements of their own kind, each with its options after it: `npm run bench -- --rates --help`. */
const sections = new Map([
  ['--rates', './rates/main.mjs'],
  ['--imports', './imports/main.mjs'],
  ['--channels', './channels/main.mjs'],
  ['--feeds', './feeds/main.mjs'],
])

/** `npm run bench`: builds what is old, fills the databases, measures, prints. */
async function main() {
  const section = sections.get(process.argv[2] ?? '')
  if (section !== undefined) {
    process.argv.splice(2, 1)
    return void (await import(section))
  }
  const options = optionsOf(process.argv.slice(2))
  if (options.help) return void process.stdout.write(usage)
  await ensureBuilt()
  if (options.profile !== undefined) {
    const { profile } = await import('./profile/run.mjs')
    return void process.stdout.write(await profile({ options, operation: options.profile, say }))
  }
  const { bench } = await import('./bench.mjs')
  const measured = await bench({ options, say })
  const result = resultOf(measured, options)
  process.stdout.write(options.json ? `${JSON.stringify(result)}\n` : tableText(result))
  const wrong = [...measured.oversells].flatMap(([name, { wrong: all }]) => all.map((one) => `${name}: ${one}`))
  for (const one of wrong) say(`WRONG ${one}\n`)
  if (wrong.length > 0) process.exitCode = 1
}

main().catch((error) => {
  console.error(error.kind === badUsage ? `${error.message}\n\n${usage}` : error.message)
  process.exit(error.kind === badUsage ? 2 : 1)
})
