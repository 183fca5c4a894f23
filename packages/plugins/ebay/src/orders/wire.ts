import * as v from 'valibot'
import { Amount } from '../amount.ts'

/** The parts of an order that are used (Order of the Fulfillment API); everything that may be masked or missing is optional. */
const Address = v.object({
  addressLine1: v.optional(v.string()),
  addressLine2: v.optional(v.string()),
  city: v.optional(v.string()),
  countryCode: v.optional(v.string()),
  postalCode: v.optional(v.string()),
  stateOrProvince: v.optional(v.string()),
})

const Contact = v.object({
  companyName: v.optional(v.string()),
  contactAddress: v.optional(Address),
  email: v.optional(v.string()),
  fullName: v.optional(v.string()),
  primaryPhone: v.optional(v.object({ phoneNumber: v.optional(v.string()) })),
})
export type Contact = v.InferOutput<typeof Contact>

/** Of a line: it is on its way until it has a date (LineItemRefund). */
const LineRefund = v.object({
  amount: v.optional(Amount),
  refundId: v.optional(v.string()),
  refundDate: v.optional(v.string()),
})

const Tax = v.object({ amount: v.optional(Amount), taxType: v.optional(v.string()) })

const LineItem = v.object({
  lineItemId: v.string(),
  legacyItemId: v.optional(v.string()),
  legacyVariationId: v.optional(v.string()),
  sku: v.optional(v.string()),
  title: v.optional(v.string(), ''),
  quantity: v.pipe(v.number(), v.integer(), v.minValue(1)),
  lineItemCost: Amount,
  discountedLineItemCost: v.optional(Amount),
  taxes: v.optional(v.array(Tax), []),
  ebayCollectAndRemitTaxes: v.optional(v.array(Tax), []),
  refunds: v.optional(v.array(LineRefund), []),
})
export type LineItem = v.InferOutput<typeof LineItem>

const Instruction = v.object({
  fulfillmentInstructionsType: v.optional(v.string()),
  pickupStep: v.optional(v.object({ merchantLocationKey: v.optional(v.string()) })),
  shippingStep: v.optional(v.object({ shippingServiceCode: v.optional(v.string()), shipTo: v.optional(Contact) })),
})

export const Order = v.object({
  orderId: v.string(),
  salesRecordReference: v.optional(v.string()),
  creationDate: v.string(),
  lastModifiedDate: v.string(),
  orderFulfillmentStatus: v.optional(v.string()),
  orderPaymentStatus: v.optional(v.string()),
  cancelStatus: v.optional(v.object({ cancelState: v.optional(v.string()) })),
  buyer: v.optional(
    v.object({
      username: v.optional(v.string()),
      buyerRegistrationAddress: v.optional(Contact),
    }),
  ),
  ebayCollectAndRemitTax: v.optional(v.boolean(), false),
  fulfillmentStartInstructions: v.optional(v.array(Instruction), []),
  lineItems: v.pipe(v.array(LineItem), v.minLength(1)),
  pricingSummary: v.object({
    total: Amount,
    deliveryCost: v.optional(Amount),
    deliveryDiscount: v.optional(Amount),
    priceDiscount: v.optional(Amount),
    tax: v.optional(Amount),
  }),
  paymentSummary: v.optional(
    v.object({
      payments: v.optional(v.array(v.object({ paymentReferenceId: v.optional(v.string()) })), []),
      refunds: v.optional(
        v.array(
          v.object({
            amount: v.optional(Amount),
            refundId: v.optional(v.string()),
            refundStatus: v.optional(v.string()),
          }),
        ),
        [],
      ),
      totalDueSeller: v.optional(Amount),
    }),
  ),
  totalMarketplaceFee: v.optional(Amount),
})
export type Order = v.InferOutput<typeof Order>

/** getOrders: an order that cannot be read is stored as it came, and hurts no other. */
export const OrdersPage = v.object({
  orders: v.optional(v.array(v.looseObject({ orderId: v.string() })), []),
  total: v.optional(v.number(), 0),
})

/** getShippingFulfillments. */
export const Shipments = v.object({
  fulfillments: v.optional(
    v.array(
      v.object({
        fulfillmentId: v.optional(v.string(), ''),
        shipmentTrackingNumber: v.optional(v.string()),
        shippedDate: v.optional(v.string()),
        lineItems: v.optional(
          v.array(v.object({ lineItemId: v.optional(v.string(), ''), quantity: v.optional(v.number()) })),
          [],
        ),
      }),
    ),
    [],
  ),
})
export type Shipment = v.InferOutput<typeof Shipments>['fulfillments'][number]
