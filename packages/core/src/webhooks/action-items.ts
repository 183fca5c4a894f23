import { and, eq, isNotNull, or, sql } from 'drizzle-orm'
import { type ActionItem, type Context, iso, query } from '../kernel/index.ts'
import { DISABLE_AFTER } from './schedule.ts'
import { webhookEndpoints } from './schema.ts'
import { webhookHref } from './warnings.ts'

const troubled = query((q) =>
  q
    .select()
    .from(webhookEndpoints)
    .where(
      or(
        and(eq(webhookEndpoints.status, 'enabled'), isNotNull(webhookEndpoints.warnedAt)),
        and(eq(webhookEndpoints.status, 'disabled'), sql`${webhookEndpoints.disabledReason} in ('gone', 'failing')`),
      ),
    ),
)

/** Webhooks that fail and will be disabled, and those that were. */
export async function webhookItems(ctx: Context): Promise<ActionItem[]> {
  const rows = await ctx.db.all(troubled, {})
  return rows.map(({ id, url, status, failingSince, lastError, updatedAt }) => {
    const { host } = new URL(url)
    const common = { plugin: 'webhooks', href: webhookHref(id), count: 1 }
    const said = lastError === null ? '' : ` ${lastError}`
    if (status === 'disabled')
      return {
        ...common,
        id: `webhook-disabled/${id}`,
        title: `The webhook at ${host} is disabled`,
        detail: `It gets nothing until it is enabled; what it missed can be sent again.${said}`,
        since: updatedAt,
      }
    return {
      ...common,
      id: `webhook-failing/${id}`,
      title: `The webhook at ${host} takes nothing`,
      detail: `It is disabled on ${iso((failingSince ?? ctx.now()) + DISABLE_AFTER)} unless it takes something before.${said}`,
      since: failingSince,
    }
  })
}
