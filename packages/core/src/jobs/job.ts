import { type Context, type Duration, extensionPoint, type Switch } from '../kernel/index.ts'

/** Work that comes back by itself. One process runs it at a time; it never overlaps itself. */
export interface Job {
  /** Unique and stable, as the schedule is kept under it: `inventory/expire-holds`. */
  readonly name: string
  /** A length of time between runs (`30s`, `1d`) or five cron fields in UTC (`0 3 * * *`). */
  readonly every: Duration | (string & {})
  /** Must be safe to run again from the start; `ctx.request.signal` aborts when the shop closes. */
  readonly run: (ctx: Context) => Promise<void> | void
  /** While it is off the job does not start; a run is told by its signal, and comes back when the switch is on again. */
  readonly power?: Switch
}

/** Where rooms and plugins hang their jobs: `contribute(job, { name, every: '30s', run })`. */
export const job = extensionPoint<Job>('jobs.job')
