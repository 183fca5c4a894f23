import { eq, sql } from 'drizzle-orm'
import { type App, MINUTE, OWED, param, plain, query, SECOND } from '../../kernel/index.ts'
import { CHANNELS } from '../connection-rows.ts'
import type { Failure } from '../failure.ts'
import { health } from '../schema.ts'

export type HealthRow = typeof health.$inferSelect

/** Failures in a row after which nothing is sent for a while. */
const OPENS_AT = 5
const OPEN_FOR = 5 * SECOND
const LONGEST = 5 * MINUTE

export const healthOf = query((q) =>
  q
    .select()
    .from(health)
    .where(eq(health.connectionId, param('connectionId'))),
)

const succeeded = plain(sql`
  insert into channel_health (connection_id, failures, last_success_at)
  values (${param('connectionId')}, 0, ${param('now')})
  on conflict (connection_id) do update set failures = 0, open_until = null, last_success_at = excluded.last_success_at`)

const failed = plain(sql`
  insert into channel_health (connection_id, failures, open_until, fault, last_failure_at, last_failure)
  values (${param('connectionId')}, 1, ${param('openUntil')}, ${param('fault')}, ${param('now')}, ${param('message')})
  on conflict (connection_id) do update set failures = failures + 1, open_until = excluded.open_until,
    fault = coalesce(excluded.fault, fault), last_failure_at = excluded.last_failure_at, last_failure = excluded.last_failure`)

/** Clears what stopped the connection, as after new credentials. */
export const mended = plain(sql`
  update channel_health set failures = 0, open_until = null, fault = null where connection_id = ${param('connectionId')}`)

/**
 * The circuit of one connection. Failures of the channel itself in a row open it; while it is open nothing is sent; when its time is over one
 * piece of work tries, and its outcome closes the circuit or opens it for longer. Credentials that are refused stop everything until somebody acts.
 */
export interface Circuit {
  /** When work may go on: now (0), at a time, or never before somebody acts (infinity). */
  readonly opensAgainAt: () => number
  /** It was open and nobody knows yet whether the channel is back: one piece of work finds out. */
  readonly isProbing: () => boolean
  readonly succeed: () => Promise<void>
  readonly fail: (failure: Failure) => Promise<void>
  /** Reads what other processes and people wrote. */
  readonly load: () => Promise<void>
  /**
   * What it means that a token was refused to a call that began then: it is renewed (`now`), it was renewed a moment ago and this call still had the old one (`done`), or
   * the new one is refused as well (`no`).
   */
  readonly renews: (began: number) => 'now' | 'done' | 'no'
}

/** Kinds that say something of the channel and not of one item. */
const isOutage = ({ kind }: Failure) => kind === 'temporary' || kind === 'unknown'

/** Until the new token is kept, calls begin with the old one. */
const UNDER_WAY = 3 * SECOND

/** A success is noted at least so often. */
const NOTED = 30 * SECOND

export function circuitOf(app: Pick<App, 'db' | 'now'>, connectionId: string): Circuit {
  let row: HealthRow | undefined
  let notedAt = 0
  let renewedAt = Number.NEGATIVE_INFINITY
  return {
    renews(began) {
      const since = app.now() - renewedAt
      if (began < renewedAt) return 'done'
      if (since < MINUTE) return since < UNDER_WAY ? 'done' : 'no'
      renewedAt = app.now()
      return 'now'
    },
    opensAgainAt: () => (row?.fault ? Number.POSITIVE_INFINITY : (row?.openUntil ?? 0)),
    isProbing: () => (row?.failures ?? 0) >= OPENS_AT,
    async load() {
      row = await app.db.get(healthOf, { connectionId })
    },
    async succeed() {
      const now = app.now()
      if ((row?.failures ?? 0) === 0 && now - notedAt < NOTED) return
      notedAt = now
      await app.db.batch([succeeded({ connectionId, now }, { touches: CHANNELS })], OWED)
      row = await app.db.get(healthOf, { connectionId })
    },
    async fail(failure) {
      if (!isOutage(failure) && failure.kind !== 'auth') return
      const now = app.now()
      const failures = (row?.failures ?? 0) + 1
      const isOpen = isOutage(failure) && failures >= OPENS_AT
      const openUntil = isOpen ? now + Math.min(LONGEST, OPEN_FOR * 2 ** Math.min(10, failures - OPENS_AT)) : null
      const fault = failure.kind === 'auth' ? JSON.stringify({ code: 'auth', message: failure.message, at: now }) : null
      await app.db.batch([failed({ connectionId, openUntil, fault, now, message: failure.message })], OWED)
      row = await app.db.get(healthOf, { connectionId })
    },
  }
}
