import { sql } from 'drizzle-orm'
import { type App, param, plain, SECOND, type Statement } from '../kernel/index.ts'
import type { receipts } from './schema.ts'

const keep = plain(sql`
  insert into channel_receipts (connection_id, receipt, lane, keys, polls, poll_at, created_at)
  values (${param('connectionId')}, ${param('receipt')}, ${param('lane')}, json_array(${param('key')}), 0,
    ${param('pollAt')}, ${param('now')})
  on conflict (connection_id, receipt) do update set
    keys = json_insert(keys, '$[#]', ${param('key')}), polls = 0, poll_at = excluded.poll_at`)

/** When a receipt is first asked about. */
const FIRST = 2 * SECOND

/** A receipt is about one more key: those of a batch share it. */
export function keepReceipt(
  { now }: Pick<App, 'now'>,
  about: {
    readonly connectionId: string
    readonly receipt: string
    readonly lane: (typeof receipts.$inferSelect)['lane']
    readonly key: string
  },
): Statement {
  return keep({ ...about, now: now(), pollAt: now() + FIRST })
}
