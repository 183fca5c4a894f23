import { parseArgs } from 'node:util'
import { measureImports } from './measure.mjs'

const { values } = parseArgs({
  options: {
    variants: { type: 'string', default: '100000' },
    json: { type: 'boolean' },
    profile: { type: 'string' },
    chunk: { type: 'string', default: '8' },
  },
})
const say = (/** @type {string} */ text) => process.stderr.write(`${text}\n`)
const execArgv = values.profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${values.profile}`]
const found = await measureImports({
  variants: Number(values.variants),
  productsAtOnce: Number(values.chunk),
  say,
  execArgv,
})
if (values.json === true) process.stdout.write(`${JSON.stringify(found)}\n`)
else print(found)

/** @param {Awaited<ReturnType<typeof measureImports>>} found */
function print({
  variants,
  products,
  rowsPerSecond,
  rowsPerSecondToAnswer,
  cpuMsPerVariant,
  raw,
  ratio,
  cpuRatio,
  again,
  memoryMb,
  buyers,
}) {
  const ms = (/** @type {number} */ value) => `${value.toFixed(1)} ms`
  const lap = (/** @type {typeof buyers.quiet} */ { requests, failed, p50, p99, most }) =>
    `p50 ${ms(p50)}, p99 ${ms(p99)}, most ${ms(most)} (${requests} requests, ${failed} failed)`
  const lines = [
    `${variants} variants, ${products} products`,
    `import       ${rowsPerSecond} variants/s until indexed (${rowsPerSecondToAnswer} until answered), ${cpuMsPerVariant.toFixed(3)} CPU ms each`,
    `raw          ${raw.rowsPerSecond} variants/s, ${raw.rows} rows, ${raw.cpuMsPerVariant.toFixed(3)} CPU ms each`,
    `ratio        ${ratio.toFixed(2)} by the clock, ${cpuRatio.toFixed(2)} by processor time`,
    `again        ${again.rowsPerSecond} variants/s, ${again.unchanged} products unchanged`,
    `memory MB    ${memoryMb.small.join(' ')} with a tenth of the file, ${memoryMb.large.join(' ')} with all of it`,
    `buyers quiet ${lap(buyers.quiet)}`,
    `buyers then  ${lap(buyers.during)}, import ${buyers.rowsPerSecond} variants/s`,
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
}
