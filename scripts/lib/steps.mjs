import { join } from 'node:path'
import { ensureChromium } from './chromium.mjs'
import { fromCommand, skipped, sum } from './outcome.mjs'
import { root } from './root.mjs'
import { run } from './run.mjs'
import { turbo } from './turbo.mjs'
import { runVitest } from './vitest.mjs'

const minute = 60_000

/**
 * @typedef {object} Choice
 * @property {string} [since] a commit: run only what a change after it can touch
 * @property {(text: string) => void} say
 *
 * @typedef {object} Step
 * @property {string} name
 * @property {boolean} quick part of a run with `--changed`
 * @property {(choice: Choice) => Promise<import('./outcome.mjs').Outcome>} run
 */

/**
 * A program of node_modules, judged by its exit code.
 * @param {string} program
 * @param {string[]} args
 */
const tool = async (program, args) =>
  fromCommand(await run({ command: join(root, 'node_modules/.bin', program), args }))

/** @param {string} name file in scripts/ */
const script = (name) => run({ command: process.execPath, args: [join(root, 'scripts', name)] })

/**
 * One package for each core at a time, since the compiler uses several by itself.
 * @param {string} task
 */
const packages = async (task) =>
  fromCommand(await run(turbo([task, '--concurrency=100%', '--output-logs=errors-only', '--continue'])))

async function types() {
  const outcomes = [
    await packages('typecheck'),
    await tool('tsc', ['-p', 'tests/tsconfig.json']),
    await tool('tsc', ['-p', 'scripts/tsconfig.json']),
    await tool('tsc', ['-p', 'bench/tsconfig.json']),
    await runVitest({ project: 'types' }),
  ]
  return sum(outcomes)
}

/**
 * A script whose figures, in its last line, are worth seeing even when they fit.
 * @param {string} name
 */
async function withFigures(name) {
  const finished = await script(name)
  return { note: finished.output.trim().split('\n').at(-1) ?? '', ...fromCommand(finished) }
}

/** @param {Choice} choice */
async function browser({ say }) {
  const chromium = await ensureChromium(say)
  if ('reason' in chromium) return skipped(chromium.reason)
  return runVitest({ project: 'browser', env: { CHROMIUM_PATH: chromium.path }, timeoutMs: 20 * minute })
}

/**
 * Everything `npm test` does, in this order: what is cheap and tells most comes first, and what needs built
 * packages comes after the build.
 * @type {Step[]}
 */
export const steps = [
  {
    name: 'lint',
    quick: true,
    run: () => tool('biome', ['ci', '--colors=off', '--reporter=concise', '--error-on-warnings']),
  },
  { name: 'knip', quick: true, run: () => tool('knip', ['--no-progress']) },
  { name: 'rooms', quick: true, run: () => runVitest({ project: 'rooms' }) },
  { name: 'types', quick: true, run: types },
  { name: 'build', quick: false, run: () => packages('build') },
  { name: 'packages', quick: false, run: async () => fromCommand(await script('check-packages.mjs')) },
  { name: 'types budget', quick: false, run: () => withFigures('types-budget.mjs') },
  { name: 'size', quick: false, run: () => withFigures('size.mjs') },
  {
    name: 'unit',
    quick: true,
    run: ({ since }) => runVitest({ project: 'unit', args: since ? ['--changed', since] : [], timeoutMs: 20 * minute }),
  },
  { name: 'fault', quick: false, run: () => runVitest({ project: 'fault', timeoutMs: 30 * minute }) },
  { name: 'browser', quick: false, run: browser },
]
