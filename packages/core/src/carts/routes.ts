import type { Context, Handlers } from '../kernel/index.ts'
import { isoOrNull, moneyView } from '../kernel/index.ts'
import type { StoreContext } from '../markets/index.ts'
import { listCarts } from './admin-list.ts'
import { changeContact } from './contact.ts'
import type { admin, store } from './contract.ts'
import { optionsOf } from './delivery.ts'
import { addLine, changeLine, chooseDelivery, createCart, lookAtCart, takeLineOut } from './service.ts'
import { missingIn } from './stock.ts'
import { giveToken, requireToken } from './token.ts'
import { cartView } from './view.ts'

export const storeHandlers: Handlers<typeof store, StoreContext> = {
  create: async ({ ctx, body, http }) => {
    const looked = await createCart(ctx, body)
    return { ...cartView(looked), token: giveToken(ctx, http, looked.cart.id) }
  },
  read: async ({ ctx, params: { id }, http }) => {
    requireToken(ctx, http, id)
    return cartView(await lookAtCart(ctx, id))
  },
  change: async ({ ctx, params: { id }, body, http }) => {
    requireToken(ctx, http, id)
    return cartView(await changeContact(ctx, { id, patch: body, address: http.address }))
  },
  addLine: async ({ ctx, params: { id }, body, http }) => {
    requireToken(ctx, http, id)
    return cartView(await addLine(ctx, { id, line: body, address: http.address }))
  },
  changeLine: async ({ ctx, params: { id, lineId }, body: { quantity }, http }) => {
    requireToken(ctx, http, id)
    return cartView(await changeLine(ctx, { id, lineId, quantity, address: http.address }))
  },
  removeLine: async ({ ctx, params: { id, lineId }, http }) => {
    requireToken(ctx, http, id)
    return cartView(await takeLineOut(ctx, { id, lineId, address: http.address }))
  },
  deliveryOptions: async ({ ctx, params: { id }, query: { line }, http }) => {
    requireToken(ctx, http, id)
    const looked = await lookAtCart(ctx, id)
    const { currency, language } = looked.cart
    const isAsked = (lineId: string) => line === undefined || line.includes(lineId)
    const options = await optionsOf(looked, isAsked)
    const missing = await missingIn(looked, [
      ...new Set(options.flatMap(({ pickupLocationIds = [] }) => pickupLocationIds)),
    ])
    const items = options.map((option) => ({
      methodId: option.id,
      code: option.code,
      type: option.type,
      name: option.name,
      description: option.description || null,
      price: moneyView(option.amount, currency, language),
      freeFrom: option.freeFrom === null ? null : moneyView(option.freeFrom, currency, language),
      pickupLocationIds: [...(option.pickupLocationIds ?? [])],
      places: (option.pickupLocationIds ?? []).map((locationId) => ({
        locationId,
        readyAt: isoOrNull(option.places?.find((place) => place.locationId === locationId)?.readyAt),
        missingLineIds: (missing.get(locationId) ?? []).filter(isAsked),
      })),
      estimate: option.estimate,
    }))
    return { items }
  },
  chooseDelivery: async ({ ctx, params: { id }, body, http }) => {
    requireToken(ctx, http, id)
    return cartView(await chooseDelivery(ctx, { id, delivery: body, address: http.address }))
  },
}

export const adminHandlers: Handlers<typeof admin, Context> = {
  list: ({ ctx, query }) => listCarts(ctx, query),
  read: async ({ ctx, params: { id } }) => cartView(await lookAtCart(ctx, id)),
}
