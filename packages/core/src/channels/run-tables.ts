import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { RunCounts } from './model.ts'

/** A stretch of work of one lane, from when it found something to do until there was nothing more. */
export const runs = sqliteTable(
  'channel_runs',
  {
    id: text('id').primaryKey(),
    connectionId: text('connection_id').notNull(),
    lane: text('lane').notNull(),
    trigger: text('trigger', { enum: ['change', 'schedule', 'hook', 'staff'] }).notNull(),
    status: text('status', { enum: ['running', 'succeeded', 'failed', 'interrupted'] }).notNull(),
    counts: text('counts', { mode: 'json' }).$type<RunCounts>().notNull(),
    /** Milliseconds between the oldest change that it carried and its sending. */
    lag: integer('lag'),
    cursorBefore: text('cursor_before'),
    cursorAfter: text('cursor_after'),
    error: text('error'),
    startedAt: integer('started_at').notNull(),
    endedAt: integer('ended_at'),
  },
  (table) => [
    index('channel_runs_connection').on(table.connectionId, table.startedAt),
    index('channel_runs_started').on(table.startedAt),
    index('channel_runs_running').on(table.connectionId).where(sql`status = 'running'`),
  ],
)

/** One thing that a run asked of the channel, with what came of it. */
export const steps = sqliteTable(
  'channel_steps',
  {
    runId: text('run_id').notNull(),
    number: integer('number').notNull(),
    name: text('name').notNull(),
    /** Keys of the first things that it is about, and how many there are. */
    about: text('about', { mode: 'json' }).$type<readonly string[]>().notNull(),
    size: integer('size').notNull(),
    counts: text('counts', { mode: 'json' }).$type<RunCounts>().notNull(),
    error: text('error'),
    startedAt: integer('started_at').notNull(),
    endedAt: integer('ended_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.runId, table.number] })],
)

/** A call and its answer, without secrets. */
export const exchanges = sqliteTable(
  'channel_exchanges',
  {
    number: integer('number').primaryKey({ autoIncrement: true }),
    connectionId: text('connection_id').notNull(),
    runId: text('run_id').notNull(),
    /** Number of the step that it was made for; null: for none, as for a token. */
    step: integer('step'),
    method: text('method').notNull(),
    url: text('url').notNull(),
    requestHeaders: text('request_headers', { mode: 'json' }).$type<Record<string, string>>().notNull(),
    requestBody: text('request_body'),
    status: integer('status'),
    responseHeaders: text('response_headers', { mode: 'json' }).$type<Record<string, string>>(),
    responseBody: text('response_body'),
    error: text('error'),
    startedAt: integer('started_at').notNull(),
    durationMs: integer('duration_ms').notNull(),
  },
  (table) => [
    index('channel_exchanges_run').on(table.runId, table.number),
    index('channel_exchanges_connection').on(table.connectionId, table.number),
    index('channel_exchanges_started').on(table.startedAt),
  ],
)
