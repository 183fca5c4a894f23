import { variantsForSale } from '../../catalog/index.ts'
import type { Context, Handlers } from '../../kernel/index.ts'
import { allChannels, defaultMarket, type StoreContext } from '../../markets/index.ts'
import type { admin, store } from './contract.ts'
import { promise } from './promise.ts'

export const storeHandlers: Handlers<typeof store, StoreContext> = {
  availability: async ({ ctx, query }) => {
    const { country, postalCode, variant } = query
    const forSale = (await variantsForSale(ctx, { ids: variant })).filter(({ isForSale }) => isForSale)
    const items = await promise(ctx, {
      variantIds: forSale.map(({ variantId }) => variantId),
      destination: country === undefined ? null : { country, postalCode },
      marketCode: ctx.market.code,
      channelId: ctx.channel.id,
      languages: ctx.languages,
    })
    return { items }
  },
}

export const adminHandlers: Handlers<typeof admin, Context> = {
  promise: async ({ ctx, query: { variant, market, channel, country, postalCode } }) => {
    const channels = await allChannels(ctx)
    const found = channels.find(({ id, code, isDefault }) =>
      channel === undefined ? isDefault : channel === id || channel === code,
    )
    const items = await promise(ctx, {
      variantIds: variant,
      destination: country === undefined ? null : { country, postalCode },
      marketCode: market ?? (await defaultMarket(ctx)).code,
      channelId: found?.id ?? channel ?? '',
    })
    return { items }
  },
}
