import { type Context, isOn, iso, isoOrNull, run } from '../kernel/index.ts'
import { job } from './job.ts'
import { allJobs, JOBS, jobByName, makeDue } from './leases.ts'
import { problems } from './problems.ts'

/** Every job with its last run and next date. */
export async function listJobs(ctx: Context) {
  const known = new Map(ctx.extensions.of(job).map((found) => [found.name, found]))
  const rows = await ctx.db.all(allJobs)
  const now = ctx.now()
  const items = rows.map(({ leaseOwner, leaseUntil, nextAt, startedAt, finishedAt, createdAt: _, ...row }) => ({
    ...row,
    isKnown: known.has(row.name),
    isPaused: !isOn(known.get(row.name)?.power),
    isRunning: leaseOwner !== null && leaseUntil >= now,
    nextAt: iso(nextAt),
    startedAt: isoOrNull(startedAt),
    finishedAt: isoOrNull(finishedAt),
  }))
  return { items }
}

/** Makes a job due now; whichever process is free runs it. Throws `jobs.unknown`, `jobs.running`, `jobs.paused`. */
export async function requestRun(ctx: Context, name: string): Promise<{ name: string; dueAt: string }> {
  const done = await run(ctx, {
    name: 'jobs.run',
    plan: async () => {
      const row = await ctx.db.get(jobByName, { name })
      if (row === undefined) throw problems.unknown({ detail: `There is no job ${name}.` })
      if (!isOn(ctx.extensions.of(job).find((found) => found.name === name)?.power))
        throw problems.paused({ detail: `${name} is turned off.` })
      const now = ctx.now()
      if (row.leaseOwner !== null && row.leaseUntil >= now) throw problems.running({ detail: `${name} is running.` })
      return { statements: [makeDue({ name, now }, { touches: JOBS })], result: { name, dueAt: iso(now) } }
    },
  })
  return done.result
}
