import { join } from 'node:path'
import { root } from './lib/root.mjs'
import { endAll } from './lib/run.mjs'
import { badUsage, newSeed, optionsOf, usage } from './lib/soak/options.mjs'
import { environmentOf } from './lib/soak/part.mjs'
import { runPart } from './lib/soak/run.mjs'
import { readSeeds, seedsAfter, writeSeeds } from './lib/soak/seeds.mjs'
import { listing, rowOf, summary } from './lib/soak/table.mjs'

const file = join(root, '.soak/seeds.json')

/** `npm run soak`: the long runs of the tests, one after another; what failed before comes first. */
async function main() {
  const options = optionsOf(process.argv.slice(2))
  if (options.help) return void process.stdout.write(usage)
  if (options.list) return void process.stdout.write(listing())
  const say = (/** @type {string} */ text) => void (options.json ? process.stderr : process.stdout).write(text)
  const rans = []
  let seeds = readSeeds(file)
  for (const { part, ...how } of [...again(seeds, options), ...anew(options)]) {
    const ran = await runPart(part, how)
    say(rowOf(ran))
    rans.push(ran)
    if (ran.seed === undefined) continue
    seeds = seedsAfter(seeds, { part: part.id, seed: ran.seed, env: ran.env, isOk: ran.result !== 'failed' })
    writeSeeds(file, seeds)
  }
  const total = summary(rans)
  say(`${total.ok} ok, ${total.failed} failed, ${total.skipped} skipped\n`)
  if (options.json) process.stdout.write(`${JSON.stringify({ ...total, parts: rans }, null, 2)}\n`)
  if (total.failed > 0) process.exitCode = 1
}

/**
 * What failed before, as it failed.
 * @param {readonly import('./lib/soak/seeds.mjs').KeptSeed[]} seeds
 * @param {import('./lib/soak/options.mjs').Options} options
 */
function again(seeds, { chosen, seed }) {
  if (seed !== undefined) return []
  return seeds.flatMap(({ part: id, seed: failed, env }) =>
    chosen.filter((part) => part.id === id).map((part) => ({ part, seed: failed, env, isKept: true })),
  )
}

/** @param {import('./lib/soak/options.mjs').Options} options */
function anew({ chosen, seed = newSeed(), minutes }) {
  return chosen.map((part) => ({ part, seed, env: environmentOf(part, minutes), isKept: false }))
}

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
  process.on(signal, () => {
    endAll(signal)
    process.exit(130)
  })
}

main().catch((error) => {
  console.error(error.kind === badUsage ? `${error.message}\n\n${usage}` : error.message)
  process.exitCode = error.kind === badUsage ? 2 : 1
})
