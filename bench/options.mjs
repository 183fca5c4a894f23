import { parseArgs } from 'node:util'
import { operationNames } from './load/operations.mjs'

export const usage = `npm run bench -- [options]

  --products <n>     products of the catalogue, each with 3 variants (1000)
  --rounds <n>       rounds, of which medians are printed (3)
  --seconds <n>      length of each measurement (3)
  --only <names>     some operations, comma separated: ${operationNames.join(', ')}
  --target <which>   both (default), or one program: ours, raw, prepared
  --quick            short measurements and waits, for a first look
  --orders <n>       among reads, one operation in so many is a whole checkout; 0 for none (50)
  --seed <n>         of everything that is drawn (1)
  --profile <name>   print where the time of one operation goes, and its SQL statements (--target, default ours)
  --json             print one JSON object to standard output; progress goes to standard error in any case
  --help

npm run bench -- --rates …     holds, orders and checkouts a second, and too many buyers
npm run bench -- --imports …   a catalogue read from a file
`

/** Thrown for a command line that makes no sense; the exit code is 2. */
export const badUsage = Symbol('usage')

const flags = /** @type {const} */ ({
  products: { type: 'string' },
  rounds: { type: 'string' },
  seconds: { type: 'string' },
  only: { type: 'string' },
  target: { type: 'string', default: 'both' },
  quick: { type: 'boolean', default: false },
  orders: { type: 'string', default: '50' },
  seed: { type: 'string', default: '1' },
  profile: { type: 'string' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
})

/**
 * @typedef {ReturnType<typeof optionsOf>} Options
 * @param {string[]} args
 */
export function optionsOf(args) {
  const { values } = parsed(args)
  const { quick, json, help } = values
  return {
    products: whole('products', values.products ?? '1000', 1),
    rounds: whole('rounds', values.rounds ?? (quick ? '1' : '3'), 1),
    seconds: positive('seconds', values.seconds ?? (quick ? '1' : '3')),
    operations: namesOf(values.only ?? operationNames.join()),
    targets: targetsOf(values.target),
    every: whole('orders', values.orders, 0),
    seed: whole('seed', values.seed, 0),
    profile: values.profile === undefined ? undefined : namesOf(values.profile)[0],
    quick,
    json,
    help,
  }
}

/** @param {string[]} args */
function parsed(args) {
  try {
    return parseArgs({ args, options: flags })
  } catch (error) {
    throw refused(error instanceof Error ? error.message : String(error))
  }
}

const refused = (/** @type {string} */ message) => Object.assign(new Error(message), { kind: badUsage })

/**
 * @param {string} name
 * @param {string} text
 * @param {number} least
 */
function whole(name, text, least) {
  const number = Number(text)
  if (!Number.isSafeInteger(number) || number < least)
    throw refused(`--${name} must be a whole number from ${least}: ${text}`)
  return number
}

/**
 * @param {string} name
 * @param {string} text
 */
function positive(name, text) {
  const number = Number(text)
  if (!(number > 0 && number < 3_600)) throw refused(`--${name} must be a number of seconds: ${text}`)
  return number
}

/** @param {string} text */
function namesOf(text) {
  const names = text.split(',').map((name) => name.trim())
  const unknown = names.find((name) => !operationNames.some((known) => known === name))
  if (unknown !== undefined) throw refused(`there is no operation ${unknown}; there are ${operationNames.join(', ')}`)
  return operationNames.filter((name) => names.includes(name))
}

/**
 * @param {string} text
 * @returns {import('./servers/programs.mjs').ProgramName[]}
 */
function targetsOf(text) {
  if (text === 'both') return ['ours', 'raw', 'prepared']
  if (text === 'ours' || text === 'raw' || text === 'prepared') return [text]
  throw refused(`--target must be both, ours, raw or prepared: ${text}`)
}
