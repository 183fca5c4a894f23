import { runVitest } from '../vitest.mjs'

/**
 * @typedef {object} Ran what one part came to
 * @property {string} id
 * @property {string} name
 * @property {number} [seed] of a part that a seed repeats
 * @property {boolean} isKept whether the seed had failed before
 * @property {Record<string, string>} env
 * @property {string} figures the lines that its tests printed
 * @property {number} seconds
 * @property {'ok' | 'failed' | 'skipped'} result
 * @property {string} [output] of a failure
 */

const day = 24 * 60 * 60_000

/**
 * Runs one part with a seed.
 * @param {import('./part.mjs').Part} part
 * @param {{ seed: number, env: Record<string, string>, isKept: boolean }} how
 * @returns {Promise<Ran>}
 */
export async function runPart(part, { seed, env, isKept }) {
  const { id, name, project, files, names, figures = id, isSeeded = false } = part
  let printed = ''
  const started = performance.now()
  const { passed, failed, output } = await runVitest({
    project,
    args: [...files, ...(names === undefined ? [] : ['-t', names]), `--testTimeout=${day}`],
    env: { ...env, VITRINE_SEED: String(seed) },
    timeoutMs: day,
    stream: (text) => {
      printed += text
    },
  })
  return {
    ...{ id, name, isKept, env },
    ...(isSeeded && { seed }),
    figures: figuresIn(printed, { beginning: figures, seed }),
    seconds: Math.round((performance.now() - started) / 100) / 10,
    result: failed > 0 ? 'failed' : passed > 0 ? 'ok' : 'skipped',
    ...(output !== undefined && { output }),
  }
}

/**
 * The lines of figures that tests printed: those that begin with the part's word or name its seed. The reporter's own signs may precede.
 * @param {string} printed
 * @param {{ beginning: string, seed: number }} by
 */
export function figuresIn(printed, { beginning, seed }) {
  const lines = printed.split('\n').map((line) => line.replace(/^[·x*\-\s]+/, '').trim())
  const isNamed = (/** @type {string} */ line) => line.startsWith(`${beginning}: `)
  const isOfSeed = (/** @type {string} */ line) => new RegExp(`^[^{[].*(?:\\b|_)seed[ =]${seed}\\b`, 'i').test(line)
  return lines
    .filter((line) => isNamed(line) || isOfSeed(line))
    .map((line) => (isNamed(line) ? line.slice(beginning.length + 2) : line))
    .join('; ')
}
