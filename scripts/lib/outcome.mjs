/**
 * What a step came to. A step that is no test suite counts as one test.
 * @typedef {object} Outcome
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {string} [note] a few words beside the result, the reason when something was skipped
 * @property {string} [output] what to show of a failure
 * @property {string[]} [failures] names of failed tests
 */

/** Exit code of a check that has nothing to look at; its last line of output says why. */
export const skipCode = 77

/**
 * @param {string} note the reason, for people
 * @returns {Outcome}
 */
export const skipped = (note) => ({ passed: 0, failed: 0, skipped: 1, note })

/**
 * The outcome of a command that either succeeds or not.
 * @param {import('./run.mjs').Finished} finished
 * @returns {Outcome}
 */
export function fromCommand({ code, output }) {
  const last = output.trim().split('\n').at(-1) ?? ''
  if (code === skipCode) return skipped(last)
  if (code === 0) return { passed: 1, failed: 0, skipped: 0 }
  return { passed: 0, failed: 1, skipped: 0, output }
}

/**
 * @param {Outcome[]} outcomes
 * @returns {Outcome}
 */
export function sum(outcomes) {
  return {
    passed: outcomes.reduce((total, { passed }) => total + passed, 0),
    failed: outcomes.reduce((total, { failed }) => total + failed, 0),
    skipped: outcomes.reduce((total, { skipped }) => total + skipped, 0),
    note: outcomes.flatMap(({ note }) => note || []).join('; '),
    output: outcomes.flatMap(({ output }) => output || []).join('\n'),
    failures: outcomes.flatMap(({ failures }) => failures ?? []),
  }
}
