import { emit } from '../events/index.ts'
import {
  type App,
  type Context,
  iso,
  OWED,
  rowBy,
  run,
  type Statement,
  systemContext,
  update,
} from '../kernel/index.ts'
import { webhookDisabled, webhookFailing } from './events.ts'
import { WEBHOOKS } from './fan-out.ts'
import type { EndpointRow } from './reads.ts'
import { DISABLE_AFTER, WARN_AFTER } from './schedule.ts'
import { webhookEndpoints } from './schema.ts'

const endpointById = rowBy(webhookEndpoints, 'id')
const change = update(webhookEndpoints)

type Verdict = 'warn' | 'gone' | 'failing'

export interface Case {
  /** As it was before the failure. */
  readonly endpoint: EndpointRow
  /** What is written about the failure in any case. */
  readonly lines: readonly Statement[]
  readonly attemptId: string
  /** The receiver wants nothing any more. */
  readonly isGone: boolean
  readonly error: string
}

/**
 * Writes a failure down, and with it what follows for the endpoint: one that has taken nothing for a day is told about, one that has not for
 * five days or that answered 410 is disabled until a person enables it again.
 */
export async function judge(app: App, found: Case): Promise<void> {
  const { endpoint, lines, attemptId } = found
  if (verdictOf(app, endpoint, found) === undefined) return app.db.batch(lines, OWED)
  const ctx = systemContext(app)
  const { result } = await run(ctx, {
    name: 'webhook.judge',
    id: `webhook.judge/${attemptId}`,
    ...OWED,
    plan: async (commandId) => {
      const row = (await ctx.db.get(endpointById, { id: endpoint.id })) ?? endpoint
      const verdict = verdictOf(app, row, found)
      const more = verdict === undefined ? [] : sentence(ctx, row, { verdict, error: found.error, commandId })
      return { statements: [...lines, ...more], result: verdict ?? null }
    },
  })
  if (result !== null) app.log.warn({ webhook: endpoint.id, verdict: result }, 'a webhook fails')
}

function verdictOf(app: App, row: EndpointRow, { isGone }: Case): Verdict | undefined {
  const { status, failingSince, warnedAt } = row
  if (status !== 'enabled') return undefined
  if (isGone) return 'gone'
  const lasts = failingSince === null ? 0 : app.now() - failingSince
  if (lasts >= DISABLE_AFTER) return 'failing'
  return lasts >= WARN_AFTER && warnedAt === null ? 'warn' : undefined
}

interface Sentence {
  readonly verdict: Verdict
  readonly error: string
  readonly commandId: string
}

function sentence(ctx: Context, row: EndpointRow, { verdict, error, commandId }: Sentence): Statement[] {
  const { id, version } = row
  const now = ctx.now()
  const guard = { changes: 1, touches: WEBHOOKS, refuse: () => 'stale' as const }
  if (verdict === 'warn') {
    const failingSince = row.failingSince ?? now
    const dates = { failingSince: iso(failingSince), disablesAt: iso(failingSince + DISABLE_AFTER) }
    const told = emit(ctx, webhookFailing, { aggregate: id, data: { endpointId: id, ...dates, error }, commandId })
    return [change({ id, version }, { warnedAt: now }, guard), told]
  }
  const disabled = { status: 'disabled', disabledReason: verdict, version: version + 1, updatedAt: now } as const
  const told = emit(ctx, webhookDisabled, { aggregate: id, data: { endpointId: id, reason: verdict }, commandId })
  return [change({ id, version }, disabled, guard), told]
}
