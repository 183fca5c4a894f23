import { and, eq, sql } from 'drizzle-orm'
import { type App, DAY, OWED, param, plain, query, SECOND } from '../../kernel/index.ts'
import type { LimitHint } from '../account.ts'
import type { Limits } from '../channel.ts'
import { channelFailure } from '../failure.ts'
import { buckets } from '../schema.ts'
import { pause } from './pause.ts'

/** A call waits at most so long for its turn; then its work is put off. */
const PATIENCE = 10 * SECOND
/** What a platform asks for at most: a date far away is a fault of it, and nobody could mend it here. */
const LONGEST = DAY
/** Calls that a process takes from the shared bucket at once are those of a quarter of a second. */
const SHARE = 0.25

const bucketRow = query((q) =>
  q
    .select()
    .from(buckets)
    .where(and(eq(buckets.connectionId, param('connectionId')), eq(buckets.bucket, param('bucket')))),
)

const make = plain(sql`
  insert or ignore into channel_buckets (connection_id, bucket, tokens, counted_at)
  values (${param('connectionId')}, ${param('bucket')}, ${param('burst')}, ${param('now')})`)

const filled = sql`min(${param('burst')}, tokens + max(0, ${param('now')} - counted_at) * coalesce(rate, ${param('rate')}) / 1000.0)`

/** A clock that went back fills nothing and starts counting anew. */
const draw = plain(sql`
  update channel_buckets set tokens = ${filled} - ${param('count')}, counted_at = ${param('now')}
  where connection_id = ${param('connectionId')} and bucket = ${param('bucket')}
    and blocked_until <= ${param('now')} and ${filled} >= ${param('count')}`)

const tell = plain(sql`
  update channel_buckets set
    rate = coalesce(${param('rate')}, rate),
    tokens = coalesce(${param('remaining')}, tokens),
    blocked_until = max(blocked_until, coalesce(${param('until')}, 0))
  where connection_id = ${param('connectionId')} and bucket = ${param('bucket')}`)

export interface Buckets {
  /** Waits for a call of the bucket. Throws `throttled` when that takes longer than ten seconds. */
  readonly take: (bucket: string, signal: AbortSignal) => Promise<void>
  /** What the platform said of its limits. */
  readonly hint: (hint: LimitHint) => Promise<void>
  /** Nothing more before this time. */
  readonly block: (bucket: string, until: number) => Promise<void>
}

/** The rate limits of one connection: rows that all processes draw from, a few calls at a time. A bucket that nobody declared has no limit but what the platform says. */
export function bucketsOf(app: Pick<App, 'db' | 'now'>, connectionId: string, limits: Limits): Buckets {
  const drawn = new Map<string, number>()
  const blocked = new Map<string, number>()
  const key = (bucket: string) => ({ connectionId, bucket })
  const note = async (
    bucket: string,
    told: { rate: number | null; remaining: number | null; until: number | null },
  ) => {
    const until = told.until === null ? null : Math.min(told.until, app.now() + LONGEST)
    if (until !== null) blocked.set(bucket, Math.max(blocked.get(bucket) ?? 0, until))
    drawn.delete(bucket)
    const { burst = 1 } = limits[bucket] ?? {}
    await app.db.batch(
      [make({ ...key(bucket), burst, now: app.now() }), tell({ ...key(bucket), ...told, until })],
      OWED,
    )
  }
  return {
    async take(bucket, signal) {
      await untilOpen(app, { bucket, until: blocked.get(bucket) ?? 0 }, signal)
      const declared = limits[bucket]
      if (declared === undefined) return
      // A bucket that holds less than one call would never give one.
      const limit = { ...declared, burst: Math.max(1, declared.burst) }
      const left = drawn.get(bucket) ?? 0
      if (left > 0) return void drawn.set(bucket, left - 1)
      const count = Math.max(1, Math.min(Math.floor(limit.rate * SHARE), limit.burst))
      await drawShared(app, { ...key(bucket), ...limit, count }, signal)
      drawn.set(bucket, count - 1)
    },
    hint: ({ bucket = 'default', rate = null, remaining = null, until = null }) => {
      const isOut = remaining !== null && remaining <= 0
      const known = limits[bucket]
      const isNews = rate !== null && rate > 0 && known !== undefined && known.rate !== rate
      if (!isOut && !isNews) return Promise.resolve()
      return note(bucket, { rate: isNews ? rate : null, remaining: isOut ? 0 : null, until: isOut ? until : null })
    },
    block: (bucket, until) => note(bucket, { rate: null, remaining: null, until }),
  }
}

type Drawing = {
  readonly connectionId: string
  readonly bucket: string
  readonly rate: number
  readonly burst: number
  readonly count: number
}

async function drawShared(app: Pick<App, 'db' | 'now'>, drawing: Drawing, signal: AbortSignal): Promise<void> {
  const until = app.now() + PATIENCE
  for (;;) {
    const now = app.now()
    const before = await app.db.get(bucketRow, drawing)
    if (before === undefined) await app.db.batch([make({ ...drawing, now })], OWED)
    const row = before ?? (await app.db.get(bucketRow, drawing))
    const wait = row === undefined ? 0 : waitFor(row, drawing, now)
    if (wait === 0) {
      if (await isDrawn(app, drawing, now)) return
      continue
    }
    if (now + wait > until)
      throw channelFailure({
        kind: 'throttled',
        code: 'limit',
        bucket: drawing.bucket,
        message: 'our own limit is reached',
        retryAt: now + wait,
      })
    await pause(wait, signal)
  }
}

function waitFor(row: typeof buckets.$inferSelect, { rate, burst, count }: Drawing, now: number): number {
  const blockedFor = Math.max(0, row.blockedUntil - now)
  const perMs = (row.rate ?? rate) / 1000
  const tokens = Math.min(burst, row.tokens + Math.max(0, now - row.countedAt) * perMs)
  const refill = tokens >= count ? 0 : Math.ceil((count - tokens) / perMs)
  return Math.max(blockedFor, refill)
}

/** Another process may have been quicker. */
async function isDrawn(app: Pick<App, 'db'>, drawing: Drawing, now: number): Promise<boolean> {
  const line = draw({ ...drawing, now }, { changes: 1, refuse: () => 'stale' })
  try {
    await app.db.batch([line], OWED)
    return true
  } catch {
    return false
  }
}

interface Blocked {
  readonly bucket: string
  readonly until: number
}

async function untilOpen(app: Pick<App, 'now'>, { bucket, until }: Blocked, signal: AbortSignal): Promise<void> {
  const wait = until - app.now()
  if (wait <= 0) return
  if (wait > PATIENCE)
    throw channelFailure({
      kind: 'throttled',
      code: 'limit',
      bucket,
      message: 'the channel asked us to wait',
      retryAt: until,
    })
  await pause(wait, signal)
}
