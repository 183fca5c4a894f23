import type { Context } from '../kernel/index.ts'
import { allChannels, resolveStore, type StoreContext } from '../markets/index.ts'
import type { ConnectionRow } from './connection-rows.ts'

/** The shop as this connection sells in it: its market, sales channel, currency and language. */
export async function storeOf(ctx: Context, connection: ConnectionRow): Promise<StoreContext> {
  const { salesChannelId, market, currency, language } = connection
  const channel = (await allChannels(ctx)).find(({ id }) => id === salesChannelId)
  return resolveStore(ctx, { market, currency, language, channel: channel?.code })
}
