import { asc, sql } from 'drizzle-orm'
import { type App, OWED, param, plain, query, rowBy, SECOND } from '../kernel/index.ts'
import type { Job } from './job.ts'
import { scheduleOf } from './schedule.ts'
import { jobs } from './schema.ts'

/** A process that dies keeps its job this long; a living one renews at a third of it. */
export const LEASE = 30 * SECOND

/** What lines about jobs touch, so that runners wake after the commit. */
export const JOBS = 'jobs'

export const jobByName = rowBy(jobs, 'name')

export const allJobs = query((q) => q.select().from(jobs).orderBy(asc(jobs.name)))

const isFree = sql`(lease_owner is null or lease_until < ${param('now')})`

/** Jobs that nobody runs, with their date. */
export const datesOfFree = query((q) => q.select({ name: jobs.name, nextAt: jobs.nextAt }).from(jobs).where(isFree))

const register = plain(sql`
  insert into jobs (name, schedule, next_at, created_at)
  values (${param('name')}, ${param('schedule')}, ${param('nextAt')}, ${param('now')})
  on conflict (name) do update set schedule = excluded.schedule, next_at = excluded.next_at
  where jobs.schedule <> excluded.schedule`)

/** Makes the rows of new jobs; a job whose schedule was changed is due by the new one. */
export async function registerJobs(app: App, all: readonly Job[]): Promise<void> {
  const now = app.now()
  const rows = all.map((job) => ({ name: job.name, schedule: job.every, nextAt: scheduleOf(job).first(now), now }))
  await app.db.batch(rows.map((row) => register(row)))
}

const take = plain(sql`
  update jobs set lease_owner = ${param('owner')}, lease_until = ${param('until')}, started_at = ${param('now')}
  where name = ${param('name')} and next_at = coalesce(${param('nextAt')}, next_at) and ${isFree}`)

interface Taking {
  readonly name: string
  readonly owner: string
  /** The date that made it due, so that it runs once for it; null takes the job whatever its date. */
  readonly nextAt: number | null
}

/** True when this process may run the job now; the owner is new for every run, so a job never overlaps itself. */
export async function takeJob(app: App, { name, owner, nextAt }: Taking): Promise<boolean> {
  const now = app.now()
  await app.db.batch([take({ name, owner, now, nextAt, until: now + LEASE })], OWED)
  return (await app.db.get(jobByName, { name }))?.leaseOwner === owner
}

export const renewJobs = plain(sql`
  update jobs set lease_until = ${param('until')} where lease_owner in (select value from json_each(${param('owners')}))`)

export const finishJob = plain(sql`
  update jobs set lease_owner = null, lease_until = 0, next_at = ${param('nextAt')}, finished_at = ${param('now')},
    outcome = ${param('outcome')}, duration_ms = ${param('durationMs')}, error = ${param('error')},
    runs = runs + 1, failures = failures + (case ${param('outcome')} when 'failed' then 1 else 0 end)
  where name = ${param('name')} and lease_owner = ${param('owner')}`)

/** Gives the lease back as if the run had not begun: the job stays due. */
export const abandonJob = plain(sql`
  update jobs set lease_owner = null, lease_until = 0 where name = ${param('name')} and lease_owner = ${param('owner')}`)

export const makeDue = plain(sql`update jobs set next_at = ${param('now')} where name = ${param('name')}`)

const releaseAll = plain(sql`update jobs set lease_owner = null, lease_until = 0`)

/** For a process that knows it is alone, at its start: what a dead one held need not lapse first. */
export async function freeJobs({ db }: Pick<App, 'db'>): Promise<void> {
  await db.batch([releaseAll()])
}
