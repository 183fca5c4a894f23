import { type Context, etagOf, expectedVersion, type Handlers, type Http } from '../kernel/index.ts'
import { upsertPrices } from './bulk.ts'
import type { admin } from './contract.ts'
import { createPriceList, updatePriceList } from './list-service.ts'
import type { PriceListView } from './model.ts'
import { listPriceLists, priceListView } from './price-lists.ts'
import { listPrices, priceHistoryOf } from './price-rows.ts'
import { deletePrice } from './price-service.ts'

async function priceList(ctx: Context, http: Http, ref: string): Promise<PriceListView> {
  const view = await priceListView(ctx, ref)
  http.set('ETag', etagOf(view.version))
  return view
}

export const adminHandlers: Handlers<typeof admin, Context> = {
  listLists: ({ ctx, query }) => listPriceLists(ctx, query),
  createList: async ({ ctx, body, http }) => priceList(ctx, http, await createPriceList(ctx, body)),
  getList: ({ ctx, params, http }) => priceList(ctx, http, params.id),
  updateList: async ({ ctx, params, body, http }) =>
    priceList(ctx, http, await updatePriceList(ctx, { ref: params.id, patch: body, version: expectedVersion(http) })),
  archiveList: async ({ ctx, params, http }) => {
    const patch = { status: 'archived' } as const
    return priceList(ctx, http, await updatePriceList(ctx, { ref: params.id, patch, version: expectedVersion(http) }))
  },
  list: ({ ctx, query }) => listPrices(ctx, query),
  bulk: async ({ ctx, body: { prices, dryRun } }) => ({ items: await upsertPrices(ctx, { rows: prices, dryRun }) }),
  remove: async ({ ctx, params, http }) => {
    await deletePrice(ctx, { id: params.id, version: expectedVersion(http) })
    return undefined
  },
  history: async ({ ctx, params, query }) => ({ items: await priceHistoryOf(ctx, { variant: params.id, ...query }) }),
}
