import { iso, isoOrNull, moneyView } from '../kernel/index.ts'
import type { LookedAt } from './change.ts'
import type { CartView, ChosenDelivery } from './model.ts'
import type { QuotedLine } from './quote.ts'
import { warningsOf } from './warnings.ts'

/** The cart as answers carry it, in its own currency and language. */
export function cartView(looked: LookedAt): CartView {
  const { store, cart, lines } = looked
  return {
    id: cart.id,
    status: cart.status,
    market: store.market.code,
    channel: store.channel.code,
    currency: cart.currency,
    language: cart.language,
    customerId: cart.customerId,
    email: cart.email,
    note: cart.note,
    shippingAddress: cart.shippingAddress,
    billingAddress: cart.billingAddress,
    lines: lines.map((line) => lineView(looked, line)),
    delivery: deliveryView(looked),
    adjustments: looked.totals.adjustments.map(({ code, label, amount, target }) => ({
      code,
      label,
      amount: moneyOf(looked, amount),
      lineId: typeof target === 'string' ? null : target.line,
    })),
    totals: totalsView(looked),
    warnings: warningsOf(looked),
    requiresShipping: requiresShipping(looked),
    holdExpiresAt: isoOrNull(cart.holdExpiresAt),
    orderId: cart.orderId,
    expiresAt: iso(cart.expiresAt),
    createdAt: iso(cart.createdAt),
    updatedAt: iso(cart.updatedAt),
  }
}

/** True when something of it has to be brought to the buyer, whatever delivery is chosen. */
export function requiresShipping({ lines }: Pick<LookedAt, 'lines'>): boolean {
  return lines.some(({ variant, isForSale }) => isForSale && variant?.requiresShipping === true)
}

function lineView(looked: LookedAt, { row, variant, price, isForSale, totals }: QuotedLine): CartView['lines'][number] {
  const shown = (amount: number | null | undefined) =>
    amount === null || amount === undefined ? null : moneyOf(looked, amount)
  return {
    id: row.id,
    variantId: row.variantId,
    productId: variant?.productId ?? null,
    handle: variant?.handle ?? null,
    sku: variant?.sku ?? null,
    title: variant?.productTitle ?? '',
    variantTitle: variant?.variantTitle || null,
    options: variant === null ? [] : [...variant.options],
    image: variant?.image ?? null,
    quantity: row.quantity,
    unitPrice: shown(price?.amount),
    compareAt: shown(price?.compareAt),
    lowest30: shown(price?.lowest30),
    subtotal: moneyOf(looked, totals?.subtotal ?? 0),
    adjustment: moneyOf(looked, totals?.adjustment ?? 0),
    tax: moneyOf(looked, totals?.tax ?? 0),
    total: moneyOf(looked, totals?.total ?? 0),
    isForSale,
    requiresShipping: variant?.requiresShipping ?? false,
  }
}

function deliveryView(looked: LookedAt): CartView['delivery'] {
  const { delivery } = looked.cart
  if (delivery === null) return null
  const parts = (delivery.parts ?? []).map((part) => ({ ...wayView(looked, part), lineIds: [...part.lineIds] }))
  return { ...wayView(looked, delivery), parts }
}

function wayView(looked: LookedAt, { methodId, code, type, name, amount, locationId, readyAt }: ChosenDelivery) {
  return { methodId, code, type, name, price: moneyOf(looked, amount), locationId, readyAt: isoOrNull(readyAt) }
}

function totalsView(looked: LookedAt): CartView['totals'] {
  const { subtotal, adjustment, delivery, tax, total, pricesIncludeTax, taxes } = looked.totals
  return {
    subtotal: moneyOf(looked, subtotal),
    adjustment: moneyOf(looked, adjustment),
    delivery: moneyOf(looked, delivery?.amount ?? 0),
    tax: moneyOf(looked, tax),
    total: moneyOf(looked, total),
    pricesIncludeTax,
    taxes: taxes.map(({ rate, net, tax: amount }) => ({
      basisPoints: rate,
      net: moneyOf(looked, net),
      tax: moneyOf(looked, amount),
    })),
  }
}

function moneyOf({ cart }: LookedAt, amount: number) {
  return moneyView(amount, cart.currency, cart.language)
}
