import { and, asc, eq, sql } from 'drizzle-orm'
import { type App, param, plain, query, type Statement } from '../kernel/index.ts'
import { jobs } from './schema.ts'

/* Jobs of one owner, such as a plugin: their names begin with its id and a slash. */

const ofOwner = sql`name >= ${param('from')} and name < ${param('to')}`

/** `0` is the letter behind `/`. */
function within(owner: string) {
  return { from: `${owner}/`, to: `${owner}0` }
}

const forget = plain(sql`delete from jobs where ${ofOwner}`)

/** Forgets the schedules of this owner. */
export function forgetJobs(owner: string): Statement {
  return forget(within(owner))
}

const running = query((q) =>
  q
    .select({ name: jobs.name })
    .from(jobs)
    .where(and(ofOwner, sql`lease_owner is not null and lease_until >= ${param('now')}`)),
)

/** Names of jobs of this owner that some process runs at this moment. */
export async function runningJobs({ db, now }: Pick<App, 'db' | 'now'>, owner: string): Promise<string[]> {
  return (await db.all(running, { ...within(owner), now: now() })).map(({ name }) => name)
}

const failed = query((q) =>
  q
    .select({ name: jobs.name, error: jobs.error, finishedAt: jobs.finishedAt })
    .from(jobs)
    .where(eq(jobs.outcome, 'failed'))
    .orderBy(asc(jobs.name)),
)

/** Jobs whose last run failed. */
export function failedJobs({ db }: Pick<App, 'db'>) {
  return db.all(failed)
}
