import { parts } from './parts.mjs'

/** @typedef {import('./run.mjs').Ran} Ran */

/** @param {Ran} ran */
export function rowOf({ id, name, seed, isKept, env, figures, seconds, result, output }) {
  const told = figures === '' ? lengthsOf(env) : figures
  const row = `${id.padEnd(4)}${name.padEnd(11)}${(result === 'failed' ? 'FAILED' : result).padEnd(9)}${`${seconds.toFixed(1)} s`.padStart(9)}  ${seed === undefined ? '' : `seed ${seed}${isKept ? ' (failed before)' : ''}  `}${told}`
  return `${row.trimEnd()}\n${output === undefined ? '' : `${output.trim().replace(/^(?=.)/gm, '    ')}\n`}`
}

/** @param {Record<string, string>} env */
const lengthsOf = (env) =>
  Object.entries(env)
    .map(([name, value]) => `${name.replace('VITRINE_', '').toLowerCase().replaceAll('_', ' ')} ${value}`)
    .join(', ')

/** @param {readonly Ran[]} rans */
export function summary(rans) {
  const count = (/** @type {Ran['result']} */ result) => rans.filter((ran) => ran.result === result).length
  return { ok: count('ok'), failed: count('failed'), skipped: count('skipped') }
}

/** The parts and what each proves. */
export const listing = () =>
  parts
    .map(({ id, name, proves, lengths }) => {
      const names = Object.keys(lengths)
      return `${id.padEnd(4)}${name.padEnd(11)}${proves}${names.length === 0 ? '' : ` (${names.join(', ')})`}\n`
    })
    .join('')
