import type { CommandOutcome, Ship } from '@vitrine/core'
import type { Ebay } from '../api/connect.ts'
import { failureIn } from '../inventory/outcome.ts'
import { type Shipment, Shipments } from './wire.ts'

/** eBay's codes of carriers by words in the names that shops use (ShippingCarrierCodeType); the rest is `Other`. */
const CARRIERS: readonly (readonly [RegExp, string])[] = [
  [/deutsche\s*post/i, 'DeutschePost'],
  [/dhl/i, 'DHL'],
  [/dpd/i, 'DPD'],
  [/fed\s*ex/i, 'FedEx'],
  [/gls/i, 'GLS'],
  [/hermes|evri/i, 'Hermes'],
  [/royal\s*mail/i, 'RoyalMail'],
  [/ups/i, 'UPS'],
  [/usps/i, 'USPS'],
]

/** Tells eBay what left (createShippingFulfillment). It has no idempotency key, so what is there is looked at first. */
export async function ship(api: Ebay, command: Ship): Promise<CommandOutcome> {
  const there = await findShipment(api, command)
  if (there !== undefined) return { outcome: 'done', externalId: there.fulfillmentId }
  const path = `/order/${encodeURIComponent(command.externalId)}/shipping_fulfillment`
  try {
    const { headers } = await api.fulfillment.post(path, { body: bodyOf(command), bucket: 'fulfillment' })
    const id = headers.get('location')?.split('/').at(-1)
    return { outcome: 'done', ...(id === undefined ? {} : { externalId: id }) }
  } catch (thrown) {
    const failure = failureIn(thrown)
    if (failure?.kind !== 'refused' && failure?.kind !== 'missing') throw thrown
    const { code = 'refused', message } = failure
    return { outcome: 'refused', issues: failure.issues ?? [{ severity: 'error', code, message }] }
  }
}

function bodyOf({ lines, carrier, trackingNumber, shippedAt }: Ship) {
  const number = plain(trackingNumber)
  return {
    lineItems: lines.map(({ externalId, quantity }) => ({ lineItemId: externalId, quantity })),
    shippedDate: new Date(shippedAt).toISOString(),
    // Either both or none (ShippingFulfillmentDetails).
    ...(number === '' ? {} : { trackingNumber: number, shippingCarrierCode: carrierOf(carrier) }),
  }
}

/** Letters and digits only; spaces and hyphens are refused. */
const plain = (number: string | null) => (number ?? '').replace(/[^A-Za-z0-9]/g, '')

function carrierOf(carrier: string | null): string {
  return CARRIERS.find(([word]) => word.test(carrier ?? ''))?.[1] ?? 'Other'
}

/** Parts of a second may be lost on the way. */
const isSameTime = (one: string | undefined, other: string) =>
  one === undefined || Math.abs(Date.parse(one) - Date.parse(other)) < 1_000

/** A shipment with this tracking number, or, without one, of exactly these lines at this time: two halves of a line are two shipments. */
async function findShipment({ fulfillment }: Ebay, command: Ship): Promise<Shipment | undefined> {
  const path = `/order/${encodeURIComponent(command.externalId)}/shipping_fulfillment`
  const { body } = await fulfillment.get(path, { bucket: 'fulfillment', output: Shipments })
  const number = plain(command.trackingNumber)
  const wanted = command.lines.map(({ externalId, quantity }) => `${externalId} ${quantity}`).sort()
  return body.fulfillments.find(({ shipmentTrackingNumber, shippedDate, lineItems }) => {
    if (number !== '') return shipmentTrackingNumber === number
    const sent = lineItems.map(({ lineItemId, quantity }) => `${lineItemId} ${quantity ?? ''}`).sort()
    const isSame = sent.join() === wanted.join() && isSameTime(shippedDate, command.shippedAt)
    return shipmentTrackingNumber === undefined && isSame
  })
}
