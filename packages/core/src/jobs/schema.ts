import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** One row per job: when it is due, which process runs it, and how the last run went. */
export const jobs = sqliteTable(
  'jobs',
  {
    name: text('name').primaryKey(),
    schedule: text('schedule').notNull(),
    nextAt: integer('next_at').notNull(),
    leaseOwner: text('lease_owner'),
    leaseUntil: integer('lease_until').notNull().default(0),
    startedAt: integer('started_at'),
    finishedAt: integer('finished_at'),
    outcome: text('outcome', { enum: ['succeeded', 'failed'] }),
    durationMs: integer('duration_ms'),
    error: text('error'),
    runs: integer('runs').notNull().default(0),
    failures: integer('failures').notNull().default(0),
    createdAt: integer('created_at').notNull(),
  },
  (table) => [index('jobs_due').on(table.nextAt)],
)
