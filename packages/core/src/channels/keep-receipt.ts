import { sql } from 'drizzle-orm'
import { type App, param, plain, SECOND, type Statement } from '../kernel/index.ts'
import type { Acknowledgement } from './acknowledgement.ts'
import type { receipts } from './schema.ts'

/** Keys are added at once: one after another, each would write again what there is. */
const keep = plain(sql`
  insert into channel_receipts (connection_id, receipt, lane, keys, polls, poll_at, created_at)
  values (${param('connectionId')}, ${param('receipt')}, ${param('lane')}, ${param('keys')}, 0, ${param('pollAt')},
    ${param('now')})
  on conflict (connection_id, receipt) do update set
    keys = (select json_group_array(value) from
      (select value from json_each(channel_receipts.keys) union all select value from json_each(excluded.keys))),
    polls = 0, poll_at = excluded.poll_at`)

/** When a receipt is first asked about. */
const FIRST = 2 * SECOND

interface About {
  readonly connectionId: string
  readonly lane: (typeof receipts.$inferSelect)['lane']
}

interface Kept extends About {
  readonly receipt: string
  readonly keys: readonly string[]
}

/** A receipt is about these keys, too: those of a batch share it. */
export function keepReceipt({ now }: Pick<App, 'now'>, { keys, ...about }: Kept): Statement {
  return keep({ ...about, keys: JSON.stringify(keys), now: now(), pollAt: now() + FIRST })
}

/** The receipts of what a channel said of a batch: one line for each of them, whatever the number of entries. */
export function keepReceipts(app: Pick<App, 'now'>, about: About, said: readonly Acknowledgement[]): Statement[] {
  const keysOf = new Map<string, string[]>()
  for (const one of said) {
    if (one.outcome !== 'pending') continue
    const keys = keysOf.get(one.receipt)
    if (keys === undefined) keysOf.set(one.receipt, [one.key])
    else keys.push(one.key)
  }
  return [...keysOf].map(([receipt, keys]) => keepReceipt(app, { ...about, receipt, keys }))
}
