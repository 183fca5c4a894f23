import { emit } from '../events/index.ts'
import { type App, iso, rowBy, run, systemContext, update } from '../kernel/index.ts'
import { webhookDisabled, webhookFailing } from './events.ts'
import { WEBHOOKS } from './fan-out.ts'
import type { EndpointRow } from './reads.ts'
import { DISABLE_AFTER, WARN_AFTER } from './schedule.ts'
import { webhookEndpoints } from './schema.ts'

const endpointById = rowBy(webhookEndpoints, 'id')
const change = update(webhookEndpoints)

/** After a failure: tells about an endpoint that has taken nothing for a day, and disables one that has not for five. */
export async function warnOf(app: App, endpoint: EndpointRow, error: string): Promise<void> {
  const { id, failingSince, warnedAt } = endpoint
  const lasts = failingSince === null ? 0 : app.now() - failingSince
  if (failingSince === null || lasts < WARN_AFTER) return
  if (lasts >= DISABLE_AFTER) return disableEndpoint(app, endpoint, 'failing')
  if (warnedAt !== null) return
  const ctx = systemContext(app)
  const disablesAt = iso(failingSince + DISABLE_AFTER)
  await run(ctx, {
    name: 'webhook.warn',
    id: `webhook.warn/${id}/${failingSince}`,
    plan: (commandId) => {
      const data = { endpointId: id, failingSince: iso(failingSince), disablesAt, error }
      const told = emit(ctx, webhookFailing, { aggregate: id, data, commandId })
      return { statements: [change({ id }, { warnedAt: ctx.now() }), told], result: id }
    },
  })
  app.log.warn({ webhook: id, disablesAt }, 'a webhook has taken nothing for a day')
}

/** Nothing is sent to it until a person enables it again. */
export async function disableEndpoint(app: App, { id }: EndpointRow, reason: 'gone' | 'failing'): Promise<void> {
  const ctx = systemContext(app)
  const row = await ctx.db.get(endpointById, { id })
  if (row?.status !== 'enabled') return
  await run(ctx, {
    name: 'webhook.disable',
    id: `webhook.disable/${id}/${row.version}`,
    plan: (commandId) => {
      const patch = {
        status: 'disabled',
        disabledReason: reason,
        version: row.version + 1,
        updatedAt: ctx.now(),
      } as const
      const line = change({ id, version: row.version, status: 'enabled' }, patch, { touches: WEBHOOKS })
      const told = emit(ctx, webhookDisabled, { aggregate: id, data: { endpointId: id, reason }, commandId })
      return { statements: [line, told], result: id }
    },
  })
  app.log.warn({ webhook: id, reason }, 'a webhook was disabled')
}
