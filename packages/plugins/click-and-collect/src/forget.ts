import { param, plain } from '@vitrine/core'
import { sql } from 'drizzle-orm'
import type { Desk } from './desk.ts'

const ofOrder = sql`order_id = ${param('orderId')}`

/** The code goes on, since the goods may still be there; whose they are nobody knows any more. */
const forgetBuyer = plain(sql`
  update click_and_collect_pickups
  set email = null, name = '', collector = null, version = version + 1, updated_at = ${param('now')}
  where ${ofOrder} and (email is not null or name <> '' or collector is not null)`)
const forgetCollectors = plain(sql`
  update click_and_collect_hand_overs set collector = null, note = null
  where pickup_id in (select id from click_and_collect_pickups where ${ofOrder})`)

/** The buyer of an order was erased (GDPR, article 17): who bought, who collected, and what was noted of it go. */
export async function forgetPeople({ db, now }: Desk, orderId: string): Promise<void> {
  await db.run('forget', () => ({
    statements: [forgetBuyer({ orderId, now: now() }), forgetCollectors({ orderId })],
    result: null,
  }))
}
