import { sql } from 'drizzle-orm'
import { type App, insertInto, OWED, param, plain, type Statement } from '../../kernel/index.ts'
import type { Exchange } from '../http.ts'
import type { RunCounts } from '../model.ts'
import { exchanges, runs } from '../schema.ts'
import type { Step } from './ask.ts'
import { scrubHeaders } from './scrub.ts'
import { stepsOf } from './steps.ts'

const insertRun = insertInto(runs)
const insertExchange = insertInto(exchanges)
const endRun = plain(sql`
  update channel_runs set status = ${param('status')}, counts = ${param('counts')}, lag = ${param('lag')},
    cursor_after = ${param('cursorAfter')}, error = ${param('error')}, ended_at = ${param('now')}
  where id = ${param('id')}`)

type Trigger = (typeof runs.$inferSelect)['trigger']

/** A run that is under way: what it counts, and the calls that it made. */
export interface Recorder {
  readonly id: string
  /** Makes words of the channel safe to keep. */
  readonly scrub: (text: string) => string
  readonly count: (what: Partial<RunCounts>) => void
  readonly lag: (ms: number) => void
  /** Another thing is asked of the channel: calls and counts are of it from now on. */
  readonly begin: (step: Step) => void
  /** What was asked failed, in words without secrets. */
  readonly fail: (error: string) => void
  readonly record: (exchange: Exchange) => void
  readonly cursor: (cursor: string | null) => void
  /** Writes what is not written yet. */
  readonly flush: () => Promise<void>
  /** A run that neither called nor changed anything leaves no row. */
  readonly end: (error?: string) => Promise<void>
}

export interface RecorderOptions {
  readonly connectionId: string
  readonly lane: string
  readonly trigger: Trigger
  readonly scrub: (text: string) => string
  readonly cursorBefore?: string | null
}

export function recorderOf(app: Pick<App, 'db' | 'now' | 'newId' | 'log'>, options: RecorderOptions): Recorder {
  const { connectionId, lane, trigger, scrub, cursorBefore = null } = options
  const id = app.newId('run')
  const startedAt = app.now()
  const counts: RunCounts = { seen: 0, changed: 0, same: 0, refused: 0, failed: 0, calls: 0 }
  const waiting: Statement[] = []
  const steps = stepsOf({ runId: id, counts, now: app.now })
  let lag: number | null = null
  let cursorAfter = cursorBefore
  let isStored = false
  const store = () => {
    if (isStored) return
    isStored = true
    const row = { id, connectionId, lane, trigger, status: 'running', counts, cursorBefore, startedAt } as const
    waiting.unshift(insertRun(row))
  }
  const flush = async () => {
    if (!isStored) return
    const lines = [...waiting.splice(0), ...steps.take()]
    if (lines.length === 0) return
    await app.db
      .batch(lines, OWED)
      .catch((err) => app.log.warn({ err, run: id }, 'the record of a run could not be kept'))
  }
  return {
    id,
    scrub,
    count(what) {
      for (const [name, number] of Object.entries(what)) counts[name as keyof RunCounts] += number
    },
    lag: (ms) => {
      lag = Math.max(lag ?? 0, ms)
    },
    cursor: (cursor) => {
      cursorAfter = cursor
    },
    begin: steps.begin,
    fail: steps.fail,
    record(exchange) {
      counts.calls += 1
      store()
      waiting.push(insertExchange(rowOf(exchange, { connectionId, runId: id, step: steps.number(), scrub })))
    },
    flush,
    async end(error) {
      if (!isStored && error === undefined && counts.changed + counts.refused + counts.failed === 0) return
      store()
      steps.end()
      const status = error === undefined ? 'succeeded' : 'failed'
      const ended = {
        id,
        status,
        counts: JSON.stringify(counts),
        lag,
        cursorAfter,
        error: error ?? null,
        now: app.now(),
      }
      waiting.push(endRun(ended))
      await flush()
    },
  }
}

/** A body in the records; more is cut. */
const RECORDED = 16_384

/** Scrubbed before it is cut, since half of a secret is not known as one. What is far behind the cut is not looked at. */
function kept(text: string | null, scrub: (text: string) => string): string | null {
  if (text === null) return null
  const clean = scrub(text.slice(0, 4 * RECORDED))
  return clean.length <= RECORDED ? clean : `${clean.slice(0, RECORDED)}…`
}

interface RowOf {
  readonly connectionId: string
  readonly runId: string
  readonly step: number | null
  readonly scrub: (text: string) => string
}

function rowOf(exchange: Exchange, { connectionId, runId, step, scrub }: RowOf): typeof exchanges.$inferInsert {
  const { requestHeaders, requestBody, responseHeaders, responseBody, durationMs, url, error, ...rest } = exchange
  const clean = (text: string | null) => (text === null ? null : scrub(text))
  return {
    ...rest,
    connectionId,
    runId,
    step,
    url: scrub(url),
    requestHeaders: scrubHeaders(requestHeaders, scrub),
    requestBody: kept(requestBody, scrub),
    responseHeaders: responseHeaders === null ? null : scrubHeaders(responseHeaders, scrub),
    responseBody: kept(responseBody, scrub),
    error: clean(error),
    durationMs: Math.round(durationMs),
  }
}
