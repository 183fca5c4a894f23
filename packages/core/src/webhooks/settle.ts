import { sql } from 'drizzle-orm'
import { type App, OWED, param, plain, type Statement } from '../kernel/index.ts'
import type { Attempted } from './attempt.ts'
import { judge } from './health.ts'
import type { DeliveryRow, EndpointRow } from './reads.ts'
import { pauseAfter, waitAfter } from './schedule.ts'

/** Numbered here, since who was thought dead may write late. */
const insertAttempt = plain(sql`
  insert into webhook_attempts (id, delivery_id, number, at, outcome, duration_ms, response_status, response_headers, response_body, error)
  select ${param('id')}, ${param('deliveryId')}, 1 + (select count(*) from webhook_attempts where delivery_id = ${param('deliveryId')}),
    ${param('at')}, ${param('outcome')}, ${param('durationMs')}, ${param('responseStatus')}, ${param('responseHeaders')},
    ${param('responseBody')}, ${param('error')}`)

const count = plain(sql`update webhook_deliveries set attempts = attempts + 1 where id = ${param('id')}`)

/** True whoever holds the lease: it was taken. */
const delivered = plain(sql`
  update webhook_deliveries set status = 'delivered', next_at = null, lease_owner = null, tries = tries + 1, updated_at = ${param('now')}
  where id = ${param('id')}`)

const failed = plain(sql`
  update webhook_deliveries set status = ${param('status')}, next_at = ${param('nextAt')}, lease_owner = null, tries = tries + 1,
    updated_at = ${param('now')}
  where id = ${param('id')} and lease_owner = ${param('lease')}`)

const giveBack = plain(sql`
  update webhook_deliveries set next_at = ${param('now')}, lease_owner = null where id = ${param('id')} and lease_owner = ${param('lease')}`)

const recovered = plain(sql`
  update webhook_endpoints set failures = 0, failing_since = null, warned_at = null, paused_until = 0, last_error = null
  where id = ${param('id')} and (failures > 0 or failing_since is not null)`)

const troubled = plain(sql`
  update webhook_endpoints set failures = failures + 1, failing_since = coalesce(failing_since, ${param('now')}),
    paused_until = max(paused_until, ${param('pausedUntil')}), last_error = ${param('error')}
  where id = ${param('id')}`)

export interface Sent {
  readonly endpoint: EndpointRow
  readonly delivery: DeliveryRow
  /** Who holds the delivery. */
  readonly lease: string
  readonly attempted: Attempted
  /** A test is for the person who waits for its answer: it is not tried again and says nothing about health. */
  readonly isTest: boolean
}

/** Writes down what a call ended with: the attempt, what becomes of the delivery, and how the endpoint fares. */
export async function settle(app: App, sent: Sent): Promise<void> {
  const { endpoint, delivery, attempted, isTest } = sent
  const { retryAfter: _, responseHeaders, ...row } = attempted
  const isTaken = attempted.outcome === 'delivered'
  const id = app.newId('wha')
  const headers = responseHeaders === null ? null : JSON.stringify(responseHeaders)
  const lines: Statement[] = [
    insertAttempt({ ...row, responseHeaders: headers, id, deliveryId: delivery.id }),
    count({ id: delivery.id }),
    isTaken ? delivered({ id: delivery.id, now: app.now() }) : failedLine(app, sent),
  ]
  if (isTaken) lines.push(recovered({ id: endpoint.id }))
  else if (!isTest) lines.push(troubledLine(app, sent))
  const isGone = attempted.responseStatus === 410
  if (isTaken || (isTest && !isGone)) await app.db.batch(lines, OWED)
  else await judge(app, { endpoint, lines, isGone, error: attempted.error ?? '', attemptId: id })
}

function failedLine(app: App, { delivery, lease, attempted, isTest }: Sent): Statement {
  const { responseStatus, retryAfter } = attempted
  const isOver = isTest || responseStatus === 410
  const wait = isOver ? null : waitAfter(delivery.tries + 1, { seed: delivery.id, retryAfter })
  const now = app.now()
  const nextAt = wait === null ? null : now + wait
  return failed({ id: delivery.id, lease, now, nextAt, status: nextAt === null ? 'failed' : 'pending' })
}

function troubledLine(app: App, { endpoint, delivery, attempted }: Sent): Statement {
  const { responseStatus: status, retryAfter, error } = attempted
  const failures = endpoint.failures + 1
  const now = app.now()
  const pause = pauseAfter({ failures, status, retryAfter, seed: delivery.id })
  return troubled({ id: endpoint.id, now, pausedUntil: pause === 0 ? 0 : now + pause, error })
}

/** What the closing shop has not finished is due at once, for any process. */
export async function release(app: App, { delivery, lease }: Pick<Sent, 'delivery' | 'lease'>): Promise<void> {
  await app.db.batch([giveBack({ id: delivery.id, lease, now: app.now() })], OWED)
}
