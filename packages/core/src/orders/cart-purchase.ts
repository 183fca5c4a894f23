import type { DeliveryPart, LookedAt, QuotedCart } from '../carts/index.ts'
import { rateOf } from '../pricing/index.ts'
import type { DeliveryPartSnapshot, DeliverySnapshot, Purchase, PurchaseLine } from './model.ts'

/** What is bought when this cart is: everything as it was quoted. */
export function purchaseOf(quoted: LookedAt): Purchase {
  const { store, cart, totals } = quoted
  return {
    origin: { source: 'cart', cartId: cart.id },
    marketId: cart.marketId,
    channelId: cart.channelId,
    currency: cart.currency,
    language: cart.language,
    pricesIncludeTax: totals.pricesIncludeTax,
    taxRounding: store.market.taxRounding,
    customerId: cart.customerId,
    email: cart.email,
    phone: cart.shippingAddress?.phone ?? cart.billingAddress?.phone ?? null,
    shippingAddress: cart.shippingAddress,
    billingAddress: cart.billingAddress,
    delivery: deliveryOf(quoted),
    note: cart.note,
    lines: linesOf(quoted),
    adjustments: totals.adjustments.map(({ source, code, label, amount, target }) => ({
      lineKey: typeof target === 'string' ? null : target.line,
      ...{ source, code, label, amount },
    })),
    totals: {
      lines: totals.subtotal,
      adjustments: totals.adjustment,
      shipping: totals.delivery?.amount ?? 0,
      tax: totals.tax,
      total: totals.total,
    },
  }
}

function deliveryOf({ cart, totals, facts: { rates } }: QuotedCart): DeliverySnapshot | null {
  const { delivery } = cart
  if (delivery === null) return null
  const taxClass = delivery.taxClass ?? rates.shippingClass
  return {
    methodId: delivery.methodId,
    code: delivery.code,
    name: delivery.name,
    amount: delivery.amount,
    type: delivery.type as DeliverySnapshot['type'],
    adjustment: totals.delivery?.adjustment ?? 0,
    tax: totals.delivery?.tax ?? 0,
    taxRate: taxClass === null ? null : rateOf(rates.rates, taxClass),
    pickupLocationId: delivery.locationId,
    readyAt: delivery.readyAt ?? null,
    ...(delivery.parts === undefined ? {} : { parts: delivery.parts.map(partOf) }),
  }
}

function partOf({
  methodId,
  code,
  type,
  name,
  amount,
  locationId,
  readyAt,
  lineIds,
}: DeliveryPart): DeliveryPartSnapshot {
  return {
    ...{ methodId, code, name, amount },
    type: type as DeliverySnapshot['type'],
    pickupLocationId: locationId,
    readyAt: readyAt ?? null,
    lineKeys: lineIds,
  }
}

function linesOf({ lines }: QuotedCart): PurchaseLine[] {
  return lines.flatMap(({ row, variant, totals }) => {
    if (variant === null || totals === null) return []
    return [
      {
        productId: variant.productId,
        options: variant.options,
        sku: variant.sku,
        image: variant.image,
        taxClass: variant.taxClass,
        requiresShipping: variant.requiresShipping,
        tracked: variant.tracked,
        backorder: variant.backorder,
        weightGrams: variant.weightGrams,
        unitAmount: totals.unitAmount,
        adjustment: totals.adjustment,
        tax: totals.tax,
        key: row.id,
        variantId: row.variantId,
        title: variant.productTitle,
        variantTitle: variant.variantTitle === '' ? null : variant.variantTitle,
        taxRate: totals.rate,
        quantity: row.quantity,
      },
    ]
  })
}
