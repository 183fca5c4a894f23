import { randomInt } from 'node:crypto'
import { parseArgs } from 'node:util'
import { parts } from './parts.mjs'

export const usage = `npm run soak -- [options]

  --only <parts>     some parts by name or id, comma separated: ${parts.map(({ name }) => name).join(', ')}
  --minutes <n>      about so long in all (30)
  --full             as long as a night: 1 000 kills, 10 000 power cuts, …
  --seed <n>         of every part, instead of new ones; failures that are kept are left alone
  --list             print the parts and what each proves
  --json             print one JSON object to standard output; progress goes to standard error
  --help

Seeds that failed are kept in .soak/seeds.json and run first the next time.
Exit code: 0 when all went well, 1 when a part failed, 2 for a command line that makes no sense.
`

/** Thrown for a command line that makes no sense. */
export const badUsage = Symbol('usage')

const flags = /** @type {const} */ ({
  only: { type: 'string' },
  minutes: { type: 'string' },
  full: { type: 'boolean', default: false },
  seed: { type: 'string' },
  list: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
})

const refused = (/** @type {string} */ message) => Object.assign(new Error(message), { kind: badUsage })

/**
 * @typedef {ReturnType<typeof optionsOf>} Options
 * @param {string[]} args
 */
export function optionsOf(args) {
  const { full, list, json, help, ...values } = parsed(args)
  if (full && values.minutes !== undefined) throw refused('--full and --minutes exclude each other')
  const chosen = partsOf(values.only)
  const minutes = full ? undefined : number('minutes', values.minutes ?? '30') / chosen.length
  const seed = values.seed === undefined ? undefined : number('seed', values.seed)
  return { chosen, list, json, help, seed, minutes }
}

/** @param {string[]} args */
function parsed(args) {
  try {
    return parseArgs({ args, options: flags }).values
  } catch (error) {
    throw refused(error instanceof Error ? error.message : String(error))
  }
}

/**
 * @param {string} name
 * @param {string} text
 */
function number(name, text) {
  const value = Number(text)
  if (text.trim() === '' || !(value >= 0)) throw refused(`--${name} must be a number: ${text}`)
  return value
}

/** @param {string | undefined} only */
function partsOf(only) {
  if (only === undefined) return parts
  const asked = only.split(',').map((text) => text.trim().toLowerCase())
  const isMeant = (/** @type {string} */ text, /** @type {import('./part.mjs').Part} */ { id, name }) =>
    text === name || text === id.toLowerCase()
  const unknown = asked.find((text) => !parts.some((part) => isMeant(text, part)))
  if (unknown !== undefined)
    throw refused(`there is no part ${unknown}; there are ${parts.map(({ id, name }) => `${name} (${id})`).join(', ')}`)
  return parts.filter((part) => asked.some((text) => isMeant(text, part)))
}

export const newSeed = () => randomInt(2 ** 31)
