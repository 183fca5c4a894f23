/**
 * @typedef {import('./outcome.mjs').Outcome & { name: string, seconds: number }} Result
 */

/** @param {Result} result */
function verdict({ passed, failed }) {
  if (failed > 0) return 'FAILED'
  return passed > 0 ? 'ok' : 'skipped'
}

/**
 * One line for a step, and below it what went wrong.
 * @param {Result} result
 */
export function describe(result) {
  const { name, seconds, passed, failed, skipped, note, output } = result
  const counts = passed + failed + skipped > 1 ? counted(result) : ''
  const words = [counts, note].filter(Boolean).join('; ')
  const line = [name.padEnd(9), verdict(result).padEnd(8), `${seconds.toFixed(1)} s`.padStart(8), '  ', words].join('')
  return output ? `${line.trimEnd()}\n${indent(output)}\n` : `${line.trimEnd()}\n`
}

/**
 * @param {{ passed: number, failed: number, skipped: number }} counts
 */
export const counted = ({ passed, failed, skipped }) => `${passed} passed, ${failed} failed, ${skipped} skipped`

/** @param {string} output */
function indent(output) {
  return output.trim().replace(/^(?=.)/gm, '    ')
}

/**
 * @param {{ results: Result[], total: import('./outcome.mjs').Outcome }} run
 */
export function summary({ results, total }) {
  const { passed, failed, skipped } = total
  const steps = results.map(({ output: _output, ...result }) => ({ ...result, result: verdict(result) }))
  return JSON.stringify({ passed, failed, skipped, steps }, null, 2)
}
