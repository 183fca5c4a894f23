import { parseArgs } from 'node:util'
import { run } from './run.mjs'
import { steps } from './steps.mjs'

/**
 * Reads the command line of `npm test`.
 * @param {string[]} args
 */
export function choose(args) {
  const { values } = parseArgs({
    args,
    options: {
      changed: { type: 'boolean', default: false },
      only: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  const names = values.only?.split(',').map((name) => name.trim())
  const unknown = names?.find((name) => !steps.some((step) => step.name === name))
  if (unknown !== undefined) throw new Error(`There is no step "${unknown}". Steps: ${listOfSteps}.`)
  const chosen = steps.filter(({ name, quick }) => names?.includes(name) ?? (quick || !values.changed))
  return { ...values, chosen }
}

const listOfSteps = steps.map(({ name }) => name).join(', ')

export const usage = `npm test -- [options]

  --changed        lint, types and the unit tests that the last change can touch
  --only <steps>   some steps, comma separated: ${listOfSteps}
  --json           print one JSON object to standard output, progress to standard error
`

/**
 * The commit that a change starts from: where the branch left main, or on main itself the commit before the last.
 * Undefined when there is no such commit, as in the first commit or a shallow clone.
 * @returns {Promise<string | undefined>}
 */
export async function startOfChange() {
  const commit = async (/** @type {string[]} */ ...args) => {
    const { code, output } = await run({ command: 'git', args })
    return code === 0 ? output.trim() : undefined
  }
  const head = await commit('rev-parse', '--verify', '--quiet', 'HEAD')
  for (const main of ['origin/main', 'main']) {
    const base = await commit('merge-base', 'HEAD', main)
    if (base !== undefined && base !== head) return base
  }
  return commit('rev-parse', '--verify', '--quiet', 'HEAD~1')
}
