import * as v from 'valibot'
import { Order } from './wire.ts'

const Bought = v.object({ buyer: v.optional(v.object({ username: v.optional(v.string()) })) })

/** Who bought, as eBay calls them in an order (Buyer.username). */
export function buyersOf(raw: unknown): readonly string[] {
  const read = v.safeParse(Bought, raw)
  const username = read.success ? read.output.buyer?.username : undefined
  return username === undefined ? [] : [username]
}

const Least = v.object({ orderId: v.optional(v.string(), ''), lastModifiedDate: v.optional(v.string(), '') })

/** The parts that the shop uses, without the person: of the addresses only the country stays. What cannot be read keeps its number. */
export function withoutBuyer(raw: unknown): unknown {
  const read = v.safeParse(Order, raw)
  if (!read.success) {
    const least = v.safeParse(Least, raw)
    return least.success ? least.output : {}
  }
  const { buyer: _, fulfillmentStartInstructions, ...order } = read.output
  return {
    ...order,
    fulfillmentStartInstructions: fulfillmentStartInstructions.map(({ shippingStep, ...step }) =>
      shippingStep === undefined ? step : { ...step, shippingStep: impersonal(shippingStep) },
    ),
  }
}

type Step = NonNullable<v.InferOutput<typeof Order>['fulfillmentStartInstructions'][number]['shippingStep']>

function impersonal({ shippingServiceCode, shipTo }: Step) {
  const countryCode = shipTo?.contactAddress?.countryCode
  return { shippingServiceCode, shipTo: countryCode === undefined ? {} : { contactAddress: { countryCode } } }
}
