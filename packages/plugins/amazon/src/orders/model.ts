import * as v from 'valibot'
import { AmazonMoney } from '../minor-units.ts'

/* The parts of Orders 2026-01-01 that are used. What the roles of the app do not allow, Amazon leaves out. */

const text = v.optional(v.nullable(v.string()))

const Breakdown = v.object({
  /** ITEM, SHIPPING, GIFT_WRAP, COD_FEE, TAX, DISCOUNT, OTHER. */
  type: v.string(),
  subtotal: AmazonMoney,
  detailedBreakdowns: v.optional(
    v.array(v.object({ subtype: v.optional(v.string()), value: v.optional(AmazonMoney) })),
    [],
  ),
})
export type Breakdown = v.InferOutput<typeof Breakdown>

const OrderItem = v.object({
  orderItemId: v.string(),
  quantityOrdered: v.pipe(v.number(), v.integer(), v.minValue(0)),
  product: v.object({
    asin: v.optional(v.string()),
    title: v.optional(v.string()),
    sellerSku: v.optional(v.string()),
    price: v.optional(v.object({ unitPrice: v.optional(AmazonMoney) })),
  }),
  proceeds: v.optional(
    v.object({ proceedsTotal: v.optional(AmazonMoney), breakdowns: v.optional(v.array(Breakdown), []) }),
  ),
  expense: v.optional(
    v.object({
      pointsCost: v.optional(
        v.object({ pointsGranted: v.optional(v.object({ pointsMonetaryValue: v.optional(AmazonMoney) })) }),
      ),
    }),
  ),
  cancellation: v.optional(v.object({ cancellationExecution: v.optional(v.object({ cancelledBy: text })) })),
  fulfillment: v.optional(
    v.object({ quantityFulfilled: v.optional(v.number()), quantityUnfulfilled: v.optional(v.number()) }),
  ),
})
export type OrderItem = v.InferOutput<typeof OrderItem>

export const Address = v.object({
  name: text,
  companyName: text,
  addressLine1: text,
  addressLine2: text,
  addressLine3: text,
  city: text,
  stateOrRegion: text,
  postalCode: text,
  countryCode: text,
  phone: text,
})
export type Address = v.InferOutput<typeof Address>

export const AmazonOrder = v.object({
  orderId: v.string(),
  createdTime: v.string(),
  lastUpdatedTime: v.string(),
  programs: v.optional(v.array(v.string()), []),
  salesChannel: v.object({ marketplaceId: v.optional(v.string()) }),
  buyer: v.optional(v.object({ buyerName: text, buyerEmail: text, buyerCompanyName: text })),
  recipient: v.optional(v.object({ deliveryAddress: v.optional(Address) })),
  proceeds: v.optional(v.object({ grandTotal: v.optional(AmazonMoney) })),
  fulfillment: v.optional(v.object({ fulfillmentStatus: v.string(), fulfillmentServiceLevel: v.optional(v.string()) })),
  orderItems: v.array(OrderItem),
})
export type AmazonOrder = v.InferOutput<typeof AmazonOrder>

/** An order as it is stored before anybody understood it. */
const Raw = v.looseObject({ orderId: v.string(), lastUpdatedTime: v.optional(v.string()) })

export const SearchAnswer = v.object({
  orders: v.array(Raw),
  pagination: v.optional(v.object({ nextToken: v.optional(v.string()) })),
  lastUpdatedBefore: v.optional(v.string()),
})

export const OrderAnswer = v.object({ order: Raw })
