import { run } from './run.mjs'

/* The load generator's own process: runs the jobs that its parent sends, one after another. */

process.on('message', (/** @type {{ id: number, job: import('./run.mjs').Job }} */ { id, job }) => {
  run(job).then(
    (value) => process.send?.({ id, value }),
    (error) => process.send?.({ id, error: error instanceof Error ? error.message : String(error) }),
  )
})
process.on('disconnect', () => process.exit(0))
