import { hmac } from '../../../../packages/core/src/kernel/index.ts'
import type { Victim } from '../victim.ts'
import { ofAccounts } from './accounts.ts'
import { ofCarts } from './carts.ts'
import { ofChannels } from './channels.ts'
import type { Examples } from './example.ts'
import { ofGoods } from './goods.ts'
import { ofOrders } from './orders.ts'
import { ofStaff } from './staff.ts'
import { ofWebhooks } from './webhooks.ts'

export type { Examples } from './example.ts'

/**
 * Requests that chance alone would hardly ever put together: they need a token out of a mail, a password, or a thing in the right state. Every
 * one stands on its own, so that it can be asked for again and again, in any order.
 */
export function examplesOf(victim: Victim): Examples {
  return {
    ...ofCarts(victim),
    ...ofAccounts(victim),
    ...ofStaff(victim),
    ...ofOrders(victim),
    ...ofGoods(victim),
    ...ofWebhooks(victim),
    ...ofChannels(victim),
  }
}

/** The token that opens a cart, as the shop signs it: garbage about carts is refused for something better than its token. */
export function cartToken(victim: Victim, id: string): string {
  return `${id}.${hmac(victim.commerce.core.settings.secret, `cart/${id}`)}`
}
