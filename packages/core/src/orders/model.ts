import * as v from 'valibot'
import { idSchema, MoneySchema } from '../kernel/shared.ts'
import { AddressSchema } from '../markets/model.ts'
import { fulfillmentRules, namesOf, orderRules, paymentRules } from './statuses.ts'

export { MoneySchema } from '../kernel/shared.ts'
export { AddressInput, AddressSchema, LanguageSchema, optionalText, shortText } from '../markets/model.ts'
export { NextAction } from '../payments/model.ts'
export type { FulfillmentStatus, OrderStatus, PaymentStatus } from './statuses.ts'

export const OrderStatusSchema = v.picklist(namesOf(orderRules))
export const PaymentStatusSchema = v.picklist(namesOf(paymentRules))
export const FulfillmentStatusSchema = v.picklist(namesOf(fulfillmentRules))

export const OrderLineId = idSchema('orl')
export const VariantId = idSchema('var')
export const CustomerId = idSchema('cus')

/** How many, how much (minor units) and to whom, as requests carry them. */
export const QuantityInput = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100_000))
export const AmountInput = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(100_000_000_000))
export const EmailInput = v.pipe(v.string(), v.maxLength(254), v.email())

const OptionValueSchema = v.object({ name: v.string(), value: v.string() })
export type OptionValue = v.InferOutput<typeof OptionValueSchema>

const DeliveryType = v.picklist(['shipping', 'pickup', 'pickup_point', 'local', 'digital', 'carry_out'])

/** How the goods reach the buyer, as it was agreed. Amounts in minor units; `adjustment` is signed, its tax is in `tax`. */
export interface DeliverySnapshot {
  readonly methodId: string | null
  readonly code: string
  readonly type: v.InferOutput<typeof DeliveryType>
  readonly name: string
  readonly amount: number
  readonly adjustment: number
  readonly tax: number
  /** Basis points; null when its tax follows the goods. */
  readonly taxRate: number | null
  readonly pickupLocationId: string | null
  /** Milliseconds; from when on it waits there, as it was promised. */
  readonly readyAt?: number | null
  readonly pickupPoint?: Readonly<Record<string, unknown>>
  /** Lines that reach the buyer otherwise than the rest; `amount` above holds what they cost. */
  readonly parts?: readonly DeliveryPartSnapshot[]
}

export interface DeliveryPartSnapshot
  extends Pick<DeliverySnapshot, 'methodId' | 'code' | 'type' | 'name' | 'amount' | 'pickupLocationId' | 'readyAt'> {
  /** Keys of the lines of a purchase, ids of the lines of an order. */
  readonly lineKeys: readonly string[]
}

/** One thing that is bought, as it is when it is bought. `key` names the line in holds of stock. */
export interface PurchaseLine {
  readonly key: string
  readonly variantId: string | null
  readonly productId: string | null
  readonly title: string
  readonly variantTitle: string | null
  readonly options: readonly OptionValue[]
  readonly sku: string | null
  readonly image: string | null
  readonly taxClass: string
  /** Basis points: 2300 is 23 %. */
  readonly taxRate: number
  readonly requiresShipping: boolean
  readonly tracked: boolean
  readonly backorder: boolean
  readonly weightGrams: number
  readonly unitAmount: number
  readonly quantity: number
  /** Signed share of all adjustments that fall on this line. */
  readonly adjustment: number
  readonly tax: number
}

/** Why a purchase costs more or less than its lines; `lineKey` null when it is about the whole. */
export interface PurchaseAdjustment {
  readonly lineKey: string | null
  readonly source: string
  readonly code: string | null
  readonly label: string
  readonly amount: number
}

/** Where an order came from; each can become one order only. */
export type OrderOrigin =
  | { readonly source: 'cart'; readonly cartId: string }
  | { readonly source: 'draft'; readonly draftId: string }
  | { readonly source: 'channel'; readonly externalSource: string; readonly externalId: string }

/** Everything that is agreed when somebody buys: from it the order is written, whatever path led there. */
export interface Purchase {
  readonly origin: OrderOrigin
  readonly marketId: string
  readonly channelId: string
  readonly currency: string
  readonly language: string
  readonly pricesIncludeTax: boolean
  readonly taxRounding: 'line' | 'total'
  readonly customerId: string | null
  readonly email: string | null
  readonly phone: string | null
  readonly shippingAddress: v.InferOutput<typeof AddressSchema> | null
  readonly billingAddress: v.InferOutput<typeof AddressSchema> | null
  readonly delivery: DeliverySnapshot | null
  readonly note: string | null
  readonly lines: readonly PurchaseLine[]
  readonly adjustments: readonly PurchaseAdjustment[]
  readonly totals: OrderTotals
  /** Milliseconds; when the buyer bought, where that is not now. */
  readonly placedAt?: number
}

/** Minor units. `total = lines + adjustments + shipping`, plus `tax` where prices do not include it; the database checks it. */
export interface OrderTotals {
  readonly lines: number
  /** Signed; also holds what is taken off shipping. */
  readonly adjustments: number
  readonly shipping: number
  readonly tax: number
  readonly total: number
}

const TotalsSchema = v.object({
  lines: MoneySchema,
  adjustments: MoneySchema,
  shipping: MoneySchema,
  tax: MoneySchema,
  taxIncluded: v.boolean(),
  total: MoneySchema,
})

const OrderLineSchema = v.object({
  id: v.string(),
  variantId: v.nullable(v.string()),
  productId: v.nullable(v.string()),
  title: v.string(),
  variantTitle: v.nullable(v.string()),
  options: v.array(OptionValueSchema),
  sku: v.nullable(v.string()),
  image: v.nullable(v.string()),
  quantity: v.number(),
  fulfilled: v.number(),
  cancelled: v.number(),
  returned: v.number(),
  unitPrice: MoneySchema,
  amount: MoneySchema,
  adjustment: MoneySchema,
  tax: MoneySchema,
  taxRate: v.number(),
})

const AdjustmentSchema = v.object({
  lineId: v.nullable(v.string()),
  source: v.string(),
  code: v.nullable(v.string()),
  label: v.string(),
  amount: MoneySchema,
})

const way = {
  code: v.string(),
  type: DeliveryType,
  name: v.string(),
  amount: MoneySchema,
  pickupLocationId: v.nullable(v.string()),
  /** From when on it waits there, as it was promised. */
  readyAt: v.nullable(v.string()),
}
const DeliverySchema = v.object({
  ...way,
  /** Lines that reach the buyer otherwise than the rest. */
  parts: v.array(v.object({ ...way, lineIds: v.array(v.string()) })),
})

const orderFields = {
  id: v.string(),
  number: v.string(),
  status: OrderStatusSchema,
  paymentStatus: PaymentStatusSchema,
  fulfillmentStatus: FulfillmentStatusSchema,
  email: v.nullable(v.string()),
  currency: v.string(),
  language: v.string(),
  placedAt: v.string(),
  cancelledAt: v.nullable(v.string()),
}

/** An order as its buyer sees it. */
export const StoreOrderSchema = v.object({
  ...orderFields,
  /** Opens this order without signing in; sent as `Vitrine-Order` or `?token=`. */
  token: v.string(),
  shippingAddress: v.nullable(AddressSchema),
  billingAddress: v.nullable(AddressSchema),
  delivery: v.nullable(DeliverySchema),
  note: v.nullable(v.string()),
  lines: v.array(OrderLineSchema),
  adjustments: v.array(AdjustmentSchema),
  totals: TotalsSchema,
})
export type StoreOrder = v.InferOutput<typeof StoreOrderSchema>

/** One row of the order book. */
export const OrderSummarySchema = v.object({
  ...orderFields,
  marketId: v.string(),
  channelId: v.string(),
  customerId: v.nullable(v.string()),
  quantity: v.number(),
  total: MoneySchema,
  version: v.number(),
})
export type OrderSummary = v.InferOutput<typeof OrderSummarySchema>

export const TimelineEntrySchema = v.object({
  id: v.string(),
  kind: v.string(),
  data: v.record(v.string(), v.unknown()),
  actor: v.object({ kind: v.string(), id: v.nullable(v.string()) }),
  at: v.string(),
})
export type TimelineEntry = v.InferOutput<typeof TimelineEntrySchema>

const MoneyFacts = v.object({
  authorized: MoneySchema,
  captured: MoneySchema,
  refunded: MoneySchema,
  /** What the buyer still owes; negative when it is owed to the buyer. */
  due: MoneySchema,
})

/** Where a line ships from, and why from there: every location that was considered, the verdict in a word, and what it had. */
const AllocationSchema = v.object({
  lineId: v.nullable(v.string()),
  locationId: v.string(),
  quantity: v.number(),
  fulfilled: v.number(),
  cancelled: v.number(),
  /** How many had no stock behind them when they were promised. */
  short: v.number(),
  status: v.string(),
  reasons: v.array(v.object({ locationId: v.string(), why: v.string(), available: v.number() })),
})

/** An order as staff see it. */
export const AdminOrderSchema = v.object({
  ...StoreOrderSchema.entries,
  ...OrderSummarySchema.entries,
  source: v.picklist(['cart', 'draft', 'channel']),
  cartId: v.nullable(v.string()),
  draftId: v.nullable(v.string()),
  external: v.nullable(v.object({ source: v.string(), id: v.string() })),
  phone: v.nullable(v.string()),
  cancelReason: v.nullable(v.string()),
  money: MoneyFacts,
  allocations: v.array(AllocationSchema),
  timeline: v.array(TimelineEntrySchema),
  createdAt: v.string(),
  updatedAt: v.string(),
})
export type AdminOrder = v.InferOutput<typeof AdminOrderSchema>

/** Something that a person has to look at. */
export const TaskSchema = v.object({
  id: v.string(),
  kind: v.string(),
  orderId: v.nullable(v.string()),
  cartId: v.nullable(v.string()),
  data: v.record(v.string(), v.unknown()),
  status: v.picklist(['open', 'done']),
  resolution: v.nullable(v.string()),
  version: v.number(),
  createdAt: v.string(),
  updatedAt: v.string(),
})
export type Task = v.InferOutput<typeof TaskSchema>
