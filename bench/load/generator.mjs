import { run } from './run.mjs'
import { rush } from './rush.mjs'

/**
 * The load generator's own process: does what its parent sends, one thing after another.
 * @typedef {{ id: number, job?: import('./run.mjs').Job, rush?: import('./rush.mjs').Rush }} Sent
 */

process.on('message', (/** @type {Sent} */ { id, job, rush: asked }) => {
  const work = job !== undefined ? run(job) : asked !== undefined ? rush(asked) : Promise.reject(new Error('no work'))
  work.then(
    (value) => process.send?.({ id, value }),
    (error) => process.send?.({ id, error: error instanceof Error ? error.message : String(error) }),
  )
})
process.on('disconnect', () => process.exit(0))
