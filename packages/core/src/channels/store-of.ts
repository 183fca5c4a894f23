import type { Context } from '../kernel/index.ts'
import { allMarkets, type StoreContext, storeOfTerms } from '../markets/index.ts'
import type { ConnectionRow } from './connection-rows.ts'

/** The shop as this connection sells in it: its market, sales channel, currency and language. An archived market still serves what sells in it. */
export async function storeOf(ctx: Context, connection: ConnectionRow): Promise<StoreContext> {
  const { salesChannelId: channelId, market, currency, language } = connection
  const marketId = (await allMarkets(ctx)).find(({ code }) => code === market)?.id ?? ''
  return storeOfTerms(ctx, { marketId, channelId, currency, language })
}
