import { type Context, etagOf, expectedVersion, type Handlers, type Http } from '../kernel/index.ts'
import { orderById, requireOrderOfBuyer } from '../orders/index.ts'
import type { admin, store } from './contract.ts'
import { fulfillWork } from './fulfill.ts'
import { listWork } from './list.ts'
import { deliverParcel, trackParcel } from './parcels.ts'
import { stepWork } from './progress.ts'
import { parcelById, parcelsOfOrder, workWithLines } from './reads.ts'
import { moveWork } from './relocate.ts'
import { cancelFulfillment } from './undo.ts'
import { parcelView, workView } from './view.ts'

export const storeHandlers: Handlers<typeof store, Context> = {
  shipments: async ({ ctx, params, query, http }) => {
    await requireOrderOfBuyer(ctx, { id: params.id, token: query.token, http })
    const parcels = await parcelsOfOrder(ctx, params.id)
    return { items: parcels.filter(({ fulfillment }) => fulfillment.status !== 'cancelled').map(parcelView) }
  },
}

export const adminHandlers: Handlers<typeof admin, Context> = {
  list: ({ ctx, query }) => listWork(ctx, query),
  get: ({ ctx, params, http }) => showWork(ctx, http, params.id),
  start: async ({ ctx, params, http }) =>
    showWork(ctx, http, (await stepWork(ctx, { id: params.id, step: 'start', expected: expectedVersion(http) })).id),
  ready: async ({ ctx, params, http }) =>
    showWork(ctx, http, (await stepWork(ctx, { id: params.id, step: 'ready', expected: expectedVersion(http) })).id),
  hold: async ({ ctx, params, body, http }) => {
    const { reason } = body
    const { id } = await stepWork(ctx, { id: params.id, step: 'hold', reason, expected: expectedVersion(http) })
    return showWork(ctx, http, id)
  },
  release: async ({ ctx, params, http }) =>
    showWork(ctx, http, (await stepWork(ctx, { id: params.id, step: 'release', expected: expectedVersion(http) })).id),
  move: async ({ ctx, params, body, http }) =>
    showWork(ctx, http, (await moveWork(ctx, { id: params.id, to: body, expected: expectedVersion(http) })).id),
  fulfill: async ({ ctx, params, body, http }) => {
    const { fulfillmentId } = await fulfillWork(ctx, { id: params.id, fulfill: body, expected: expectedVersion(http) })
    return showParcel(ctx, http, fulfillmentId)
  },
  listFulfillments: async ({ ctx, params }) => {
    await orderById(ctx, params.id)
    return { items: (await parcelsOfOrder(ctx, params.id)).map(parcelView) }
  },
  getFulfillment: ({ ctx, params, http }) => showParcel(ctx, http, params.id),
  track: async ({ ctx, params, body, http }) =>
    showParcel(
      ctx,
      http,
      (await trackParcel(ctx, { id: params.id, tracking: body, expected: expectedVersion(http) })).id,
    ),
  deliver: async ({ ctx, params, http }) => showParcel(ctx, http, (await deliverParcel(ctx, params.id)).id),
  cancel: async ({ ctx, params, http }) => {
    const { fulfillmentId } = await cancelFulfillment(ctx, { id: params.id, expected: expectedVersion(http) })
    return showParcel(ctx, http, fulfillmentId)
  },
}

async function showWork(ctx: Context, http: Http, id: string) {
  const work = await workWithLines(ctx, id)
  http.set('ETag', etagOf(work.order.version))
  return workView(work)
}

async function showParcel(ctx: Context, http: Http, id: string) {
  const parcel = await parcelById(ctx, id)
  http.set('ETag', etagOf(parcel.fulfillment.version))
  return parcelView(parcel)
}
