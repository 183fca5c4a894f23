import { type DeliveryOption, deliveryOptions } from '../delivery/index.ts'
import { answered, type Context, type FieldError, update } from '../kernel/index.ts'
import { type StoreContext, storeOfTerms, taxRates } from '../markets/index.ts'
import { rateOf } from '../pricing/index.ts'
import { priceOrder } from './amounts.ts'
import { awaitPayment } from './await-payment.ts'
import { type DraftRow, draftById } from './drafts.ts'
import { goodsOf } from './goods.ts'
import type { DeliverySnapshot, Purchase, PurchaseLine } from './model.ts'
import { type Placed, placeOrder, withNaturalIds } from './place.ts'
import { problems } from './problems.ts'
import { orderDrafts } from './schema.ts'
import { placeOfOrder } from './tax-place.ts'

const change = update(orderDrafts)

/**
 * Makes a draft an order: its stock is committed, and what is to be paid is awaited as a manual payment, to be captured when the money
 * comes. A second call answers the same order. Throws `orders.draftIncomplete`, `orders.draftClosed`, `inventory.insufficient`.
 */
export async function completeDraft(asked: Context, id: string): Promise<Placed> {
  const before = await answered<Placed>(asked)
  if (before !== undefined) return before
  const ctx = withNaturalIds(asked)
  return placeOrder(ctx, { source: 'draft', draftId: id }, async () => {
    const draft = await draftById(ctx, id)
    if (draft.orderId !== null) return { orderId: draft.orderId }
    if (draft.status !== 'open') throw problems.draftClosed()
    const purchase = await purchaseOfDraft(ctx, draft)
    const { total } = purchase.totals
    return {
      purchase,
      money: { authorized: total, captured: 0 },
      also: ({ id: orderId, commandId }) => [
        change(
          { id, version: draft.version },
          { status: 'completed', orderId, version: draft.version + 1, updatedAt: ctx.now() },
          { changes: 1, refuse: () => 'stale' },
        ),
        ...(total > 0 ? awaitPayment(ctx, { ...termsOf(purchase), orderId, commandId }) : []),
      ],
    }
  })
}

async function purchaseOfDraft(ctx: Context, draft: DraftRow): Promise<Purchase> {
  const store = await storeOfTerms(ctx, draft)
  const place = placeOfOrder(store, draft)
  const goods = await goodsOf(store, { wanted: draft.lines, place, path: 'lines' })
  const delivery = await deliveryOf(store, draft, goods)
  requireComplete(draft, goods, delivery)
  const { pricesIncludeTax, taxRounding } = store.market
  const priced = priceOrder({
    lines: goods.map((line) => ({ ...line, cancelled: 0, placedQuantity: line.quantity, placedAdjustment: 0 })),
    terms: { pricesIncludeTax, taxRounding, delivery },
  })
  const { marketId, channelId, currency, language, customerId, email, phone, shippingAddress, billingAddress, note } =
    draft
  return {
    ...{ marketId, channelId, currency, language, customerId, email, phone, shippingAddress, billingAddress, note },
    ...{ pricesIncludeTax, taxRounding },
    origin: { source: 'draft', draftId: draft.id },
    delivery: priced.delivery,
    lines: goods.map((line, index) => ({ ...line, tax: priced.lines[index]?.tax ?? 0 })),
    adjustments: [],
    totals: priced.totals,
  }
}

/** What staff agreed wins over what the method would cost. */
async function deliveryOf(
  store: StoreContext,
  draft: DraftRow,
  goods: readonly PurchaseLine[],
): Promise<DeliverySnapshot | null> {
  if (draft.delivery === null) return null
  const { code, name, amount, locationId } = draft.delivery
  const option = (await optionsFor(store, draft, goods)).find((one) => one.code === code)
  if (option === undefined && amount === null) return null
  const { rates, shippingClass } = await taxRates(store, placeOfOrder(store, draft))
  const taxClass = option?.taxClass ?? shippingClass
  return {
    methodId: option?.id ?? null,
    code,
    type: option?.type ?? 'shipping',
    name: name ?? option?.name ?? code,
    amount: amount ?? option?.amount ?? 0,
    adjustment: 0,
    tax: 0,
    taxRate: taxClass === null ? null : rateOf(rates, taxClass),
    pickupLocationId: locationId,
    readyAt: option?.places?.find((place) => place.locationId === locationId)?.readyAt ?? null,
  }
}

function optionsFor(store: StoreContext, draft: DraftRow, goods: readonly PurchaseLine[]): Promise<DeliveryOption[]> {
  return deliveryOptions(store, {
    goods: goods.flatMap(({ variantId, quantity }) => (variantId === null ? [] : [{ variantId, quantity }])),
    country: placeOfOrder(store, draft).country,
    postalCode: draft.shippingAddress?.postalCode,
    weightGrams: goods.reduce((sum, { weightGrams, quantity }) => sum + weightGrams * quantity, 0),
    subtotal: goods.reduce((sum, { unitAmount, quantity }) => sum + unitAmount * quantity, 0),
    pickupOnly: false,
    requiresShipping: goods.some(({ requiresShipping }) => requiresShipping),
  })
}

const TO_AN_ADDRESS = new Set(['shipping', 'local', 'pickup_point'])

function requireComplete(draft: DraftRow, goods: readonly PurchaseLine[], delivery: DeliverySnapshot | null): void {
  const missing = (path: string, message: string): FieldError => ({ path, code: 'required', message })
  const needsDelivery = goods.some(({ requiresShipping }) => requiresShipping)
  const needsAddress = delivery === null ? needsDelivery : TO_AN_ADDRESS.has(delivery.type)
  const errors = [
    ...(goods.length === 0 ? [missing('lines', 'put something on the order')] : []),
    ...(draft.email === null && draft.phone === null
      ? [missing('email', 'give an e-mail address or a telephone number')]
      : []),
    ...(needsAddress && draft.shippingAddress === null ? [missing('shippingAddress', 'give an address')] : []),
    ...(draft.delivery !== null && delivery === null
      ? [missing('delivery.amount', 'this delivery is not offered here, so an amount must be given')]
      : []),
  ]
  if (errors.length > 0) throw problems.draftIncomplete({ errors })
}

function termsOf({ marketId, currency, totals }: Purchase) {
  return { marketId, currency, amount: totals.total }
}
