import type { Context } from '../kernel/index.ts'
import { allChannels, allMarkets, type Place, type StoreContext } from '../markets/index.ts'
import { problems } from './problems.ts'
import type { OrderRow } from './reads.ts'

type Terms = Pick<OrderRow, 'marketId' | 'channelId' | 'currency' | 'language'>

/** The buyer's context as it was agreed: market, channel, currency and language of an order or a draft. Archived ones still serve. */
export async function storeOfOrder(
  ctx: Context,
  { marketId, channelId, currency, language }: Terms,
): Promise<StoreContext> {
  const [markets, channels] = await Promise.all([allMarkets(ctx), allChannels(ctx)])
  const market = markets.find(({ id }) => id === marketId)
  const channel = channels.find(({ id }) => id === channelId)
  if (market === undefined || channel === undefined) throw problems.notFound()
  const languages = [...new Set([language, market.defaultLanguage, ...market.languages])]
  return { ...ctx, market, channel, currency, language, languages }
}

/** Where its tax is paid: at the buyer's address, and while that is not known where the market is. */
export function placeOfOrder(
  { market }: StoreContext,
  { shippingAddress, billingAddress }: Pick<OrderRow, 'shippingAddress' | 'billingAddress'>,
): Place {
  const address = shippingAddress ?? billingAddress
  return { country: address?.country ?? market.countries[0] ?? '', region: address?.region }
}
