import type { InferOutput } from 'valibot'
import { type Context, iso, isoOrNull } from '../kernel/index.ts'
import type { AttemptView, DeliveryView, WebhookView } from './model.ts'
import { type AttemptRow, countWaiting, type DeliveryRow, deliveryDetail, type EndpointRow } from './reads.ts'
import { DISABLE_AFTER, WARN_AFTER } from './schedule.ts'
import { liveSecrets } from './secrets.ts'

type Webhook = InferOutput<typeof WebhookView>

export async function webhookViews(ctx: Context, rows: readonly EndpointRow[]): Promise<Webhook[]> {
  const waiting = await countWaiting(
    ctx,
    rows.map(({ id }) => id),
  )
  return rows.map((row) => webhookView(row, { now: ctx.now(), waiting: waiting.get(row.id) ?? 0 }))
}

interface Seen {
  readonly now: number
  readonly waiting: number
}

function webhookView(row: EndpointRow, { now, waiting }: Seen): Webhook {
  const { id, url, description, events, status, disabledReason, version } = row
  const secrets = liveSecrets(row.secrets, now)
  const ends = secrets.flatMap(({ endsAt }) => endsAt ?? [])
  return {
    id,
    url,
    description,
    events: events === null ? null : [...events],
    enabled: status === 'enabled',
    disabledReason,
    secrets: secrets.length,
    overlapEndsAt: ends.length === 0 ? null : iso(Math.max(...ends)),
    health: healthOf(row, { now, waiting }),
    version,
    createdAt: iso(row.createdAt),
    updatedAt: iso(row.updatedAt),
  }
}

function healthOf(row: EndpointRow, { now, waiting }: Seen): Webhook['health'] {
  const { failures, failingSince, pausedUntil, lastError } = row
  const isEnabled = row.status === 'enabled'
  const isPaused = isEnabled && pausedUntil > now
  const isFailing = failingSince !== null && now - failingSince >= WARN_AFTER
  const awake = isFailing ? 'failing' : isPaused ? 'paused' : 'well'
  return {
    status: isEnabled ? awake : 'disabled',
    failures,
    failingSince: isoOrNull(failingSince),
    pausedUntil: isPaused ? iso(pausedUntil) : null,
    disablesAt: isEnabled && isFailing ? iso(failingSince + DISABLE_AFTER) : null,
    lastError,
    waiting,
  }
}

export function deliveryRow({ endpointId, leaseOwner: _, tries: _tries, nextAt, ...row }: DeliveryRow) {
  return {
    ...row,
    webhookId: endpointId,
    nextAttemptAt: isoOrNull(nextAt),
    createdAt: iso(row.createdAt),
    updatedAt: iso(row.updatedAt),
  }
}

export async function deliveryView(ctx: Context, row: DeliveryRow): Promise<InferOutput<typeof DeliveryView>> {
  const { body, attempts } = await deliveryDetail(ctx, row)
  return { ...deliveryRow(row), body: JSON.parse(body) as unknown, history: attempts.map(attemptView) }
}

function attemptView({ id: _, deliveryId: _delivery, ...row }: AttemptRow): InferOutput<typeof AttemptView> {
  const { responseHeaders } = row
  return { ...row, at: iso(row.at), responseHeaders: responseHeaders === null ? null : { ...responseHeaders } }
}
