import { choose, startOfChange, usage } from './lib/choose.mjs'
import { checkNode, ensureDependencies } from './lib/dependencies.mjs'
import { sum } from './lib/outcome.mjs'
import { counted, describe, summary } from './lib/report.mjs'
import { endAll } from './lib/run.mjs'

/** `npm test`: installs what is missing, runs every chosen step whether or not one fails, and counts. */
async function main() {
  checkNode()
  const { chosen, changed, json, help } = choose(process.argv.slice(2))
  if (help) return void process.stdout.write(usage)
  const say = (/** @type {string} */ text) => void (json ? process.stderr : process.stdout).write(text)
  await ensureDependencies(say)
  const since = changed ? await startOfChange() : undefined
  const results = []
  for (const step of chosen) {
    const result = await timed(step, { say, ...(since && { since }) })
    say(describe(result))
    results.push(result)
  }
  const total = sum(results)
  say(`${counted(total)}\n`)
  if (json) process.stdout.write(`${summary({ results, total })}\n`)
  if (total.failed > 0) process.exitCode = 1
}

/**
 * @param {import('./lib/steps.mjs').Step} step
 * @param {import('./lib/steps.mjs').Choice} choice
 */
async function timed(step, choice) {
  const start = performance.now()
  const outcome = await step.run(choice)
  return { name: step.name, ...outcome, seconds: Math.round((performance.now() - start) / 100) / 10 }
}

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
  process.on(signal, () => {
    endAll(signal)
    process.exit(130)
  })
}

main().catch((error) => {
  console.error(error.message)
  process.exitCode = 1
})
