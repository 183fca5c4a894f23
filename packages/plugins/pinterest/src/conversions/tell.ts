import { insertInto, type PluginDatabase } from '@vitrine/core'
import type { PinterestConnection } from '../connection.ts'
import { kindOf } from '../failure.ts'
import { type CheckoutOrder, checkoutEvent } from './checkout.ts'
import { sendEvent } from './send.ts'
import { conversions } from './tables.ts'

const remember = insertInto(conversions, 'skip')

export interface Telling {
  readonly db: PluginDatabase
  readonly now: () => number
  readonly shopUrl: string
  /** Whether the buyer accepts marketing; asked only when a connection wants to know. */
  readonly isConsented: () => Promise<boolean>
}

/**
 * Tells each connection that wants it of an order that was placed in this shop, if the buyer agreed. What Pinterest refuses is kept with its
 * words; anything else is thrown and comes again with the event, for all connections: Pinterest counts an event id once.
 */
export async function tellCheckout(
  { db, now, shopUrl, isConsented }: Telling,
  connections: readonly PinterestConnection[],
  order: CheckoutOrder,
): Promise<void> {
  const event = checkoutEvent(order, shopUrl)
  if (event === undefined) return
  const rows: (typeof conversions.$inferInsert)[] = []
  for (const { id: connectionId, api } of connections) {
    const { conversions: wish, environment } = api.settings
    if (wish === 'off' || environment === 'sandbox') continue
    if (wish === 'consented' && !(await isConsented())) continue
    const message = await refusalOf(() => sendEvent(api, event))
    rows.push({ connectionId, orderId: order.id, status: message === null ? 'sent' : 'refused', message, at: now() })
  }
  if (rows.length > 0) await db.run('told', () => ({ statements: rows.map((row) => remember(row)), result: null }))
}

async function refusalOf(send: () => Promise<void>): Promise<string | null> {
  try {
    await send()
    return null
  } catch (thrown) {
    if (kindOf(thrown) !== 'refused') throw thrown
    return (thrown as Error).message
  }
}
