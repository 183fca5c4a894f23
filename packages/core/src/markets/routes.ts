import { type Context, etagOf, expectedVersion, type Handlers, type Http, iso } from '../kernel/index.ts'
import { type ChannelRow, createChannel, getChannel, listChannels, updateChannel } from './channel-service.ts'
import type { admin, store } from './contract.ts'
import { createMarket, getMarket, listMarkets, type MarketRow, updateMarket } from './market-service.ts'
import { allMarkets } from './reads.ts'
import type { StoreContext } from './store.ts'
import { createZone, getZone, listZones, updateZone } from './zone-service.ts'

const dated = <Row extends MarketRow | ChannelRow>(row: Row) => ({
  ...row,
  createdAt: iso(row.createdAt),
  updatedAt: iso(row.updatedAt),
})

function tagged<View extends { readonly version: number }>(http: Http, view: View): View {
  http.set('ETag', etagOf(view.version))
  return view
}

const market = async (ctx: Context, http: Http, ref: string) => tagged(http, dated(await getMarket(ctx, ref)))
const channel = async (ctx: Context, http: Http, ref: string) => tagged(http, dated(await getChannel(ctx, ref)))
const zone = async (ctx: Context, http: Http, id: string) => tagged(http, await getZone(ctx, id))

export const storeHandlers: Handlers<typeof store, StoreContext> = {
  list: async ({ ctx }) => {
    const { marketCodes } = ctx.channel
    const open = (await allMarkets(ctx)).filter(
      ({ status, code }) => status === 'active' && (marketCodes.length === 0 || marketCodes.includes(code)),
    )
    const { market, currency, language, channel } = ctx
    return {
      items: open.map((item) => ({
        ...item,
        countries: [...item.countries],
        currencies: [...item.currencies],
        languages: [...item.languages],
      })),
      current: { market: market.code, currency, language, channel: channel.code },
    }
  },
}

export const adminHandlers: Handlers<typeof admin, Context> = {
  list: async ({ ctx, query }) => {
    const { items, next } = await listMarkets(ctx, query)
    return { items: items.map(dated), next }
  },
  create: async ({ ctx, body, http }) => market(ctx, http, await createMarket(ctx, body)),
  get: ({ ctx, params, http }) => market(ctx, http, params.id),
  update: async ({ ctx, params, body, http }) =>
    market(ctx, http, await updateMarket(ctx, { ref: params.id, patch: body, version: expectedVersion(http) })),
  archive: async ({ ctx, params, http }) => {
    const patch = { status: 'archived' } as const
    return market(ctx, http, await updateMarket(ctx, { ref: params.id, patch, version: expectedVersion(http) }))
  },
  listChannels: async ({ ctx, query }) => {
    const { items, next } = await listChannels(ctx, query)
    return { items: items.map(dated), next }
  },
  createChannel: async ({ ctx, body, http }) => channel(ctx, http, await createChannel(ctx, body)),
  getChannel: ({ ctx, params, http }) => channel(ctx, http, params.id),
  updateChannel: async ({ ctx, params, body, http }) =>
    channel(ctx, http, await updateChannel(ctx, { ref: params.id, patch: body, version: expectedVersion(http) })),
  archiveChannel: async ({ ctx, params, http }) => {
    const patch = { status: 'archived' } as const
    return channel(ctx, http, await updateChannel(ctx, { ref: params.id, patch, version: expectedVersion(http) }))
  },
  listZones: ({ ctx, query }) => listZones(ctx, query),
  createZone: async ({ ctx, body, http }) => zone(ctx, http, await createZone(ctx, body)),
  getZone: ({ ctx, params, http }) => zone(ctx, http, params.id),
  updateZone: async ({ ctx, params, body, http }) =>
    zone(ctx, http, await updateZone(ctx, { id: params.id, patch: body, version: expectedVersion(http) })),
  archiveZone: async ({ ctx, params, http }) => {
    const patch = { status: 'archived' } as const
    return zone(ctx, http, await updateZone(ctx, { id: params.id, patch, version: expectedVersion(http) }))
  },
}
