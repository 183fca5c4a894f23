import { and, eq, sql } from 'drizzle-orm'
import { type App, list, OWED, oneOf, param, plain, query } from '../../kernel/index.ts'
import type { Quota, Spending } from '../account.ts'
import { quotas } from '../schema.ts'

const usedOf = query((q) =>
  q
    .select({ name: quotas.name, used: quotas.used, endsAt: quotas.endsAt })
    .from(quotas)
    .where(and(eq(quotas.connectionId, param('connectionId')), oneOf(quotas.name, 'names'))),
)

const isOver = sql`channel_quotas.ends_at <= ${param('now')}`
const now = sql`case when ${isOver} then 0 else channel_quotas.used end`

/** A count that ended begins anew; one that another process used up meanwhile is not touched. */
const spend = plain(sql`
  insert into channel_quotas (connection_id, name, used, ends_at)
  values (${param('connectionId')}, ${param('name')}, ${param('count')}, ${param('endsAt')})
  on conflict (connection_id, name) do update set
    used = ${now} + ${param('count')}, ends_at = case when ${isOver} then excluded.ends_at else channel_quotas.ends_at end
  where ${now} + ${param('count')} <= ${param('most')}`)

const giveBack = plain(sql`
  update channel_quotas set used = max(0, used - ${param('count')})
  where connection_id = ${param('connectionId')} and name = ${param('name')}`)

/** Another process may have been quicker so often. */
const MOST_TRIES = 5

/** What a platform allows of one thing for a while, counted by all processes together. */
export function quotaOf(app: Pick<App, 'db' | 'now'>, connectionId: string): Quota {
  const attempt = async (spendings: readonly Spending[], endsAt: number): Promise<boolean[] | undefined> => {
    const at = app.now()
    const names = [...new Set(spendings.map(({ name }) => name))]
    const rows = await app.db.all(usedOf, { connectionId, names: list(names) })
    const before = new Map(rows.map((row) => [row.name, row.endsAt <= at ? 0 : row.used]))
    const { granted, counts } = grants(spendings, before)
    const lines = [...counts].map(([name, { count, most }]) =>
      spend({ connectionId, name, count, most, endsAt, now: at }, { changes: 1, refuse: () => 'stale' }),
    )
    if (lines.length === 0) return granted
    return app.db.batch(lines, OWED).then(
      () => granted,
      () => undefined,
    )
  }
  return {
    async spend(spendings, endsAt) {
      for (let time = 0; time < MOST_TRIES; time += 1) {
        const granted = await attempt(spendings, endsAt)
        if (granted !== undefined) return granted
      }
      return spendings.map(() => false)
    },
    giveBack: (names) => {
      const counts = new Map<string, number>()
      for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
      const lines = [...counts].map(([name, count]) => giveBack({ connectionId, name, count }))
      return lines.length === 0 ? Promise.resolve() : app.db.batch(lines, OWED)
    },
  }
}

interface Granted {
  readonly granted: boolean[]
  readonly counts: ReadonlyMap<string, { readonly count: number; readonly most: number }>
}

/** Pure. Which of them go, one after another, when so much was used before. */
export function grants(spendings: readonly Spending[], before: ReadonlyMap<string, number>): Granted {
  const counts = new Map<string, { readonly count: number; readonly most: number }>()
  const granted = spendings.map(({ name, most }) => {
    const count = counts.get(name)?.count ?? 0
    if ((before.get(name) ?? 0) + count >= most) return false
    counts.set(name, { count: count + 1, most })
    return true
  })
  return { granted, counts }
}
