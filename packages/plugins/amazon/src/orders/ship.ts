import { createHash } from 'node:crypto'
import { type CommandOutcome, failureOf, type Issue, type Ready, type Ship } from '@vitrine/core'
import type { AmazonApi } from '../api.ts'
import { sendOrderMessage } from '../feeds/order-feed.ts'
import { element } from '../feeds/xml.ts'

const pathOf = (orderId: string, what: string) => `/orders/v0/orders/${encodeURIComponent(orderId)}/${what}`

/** Carriers by Amazon's codes for them (Orders v0, `carrierCode`); all others are `Other`, with their name. */
const CARRIERS = ['4PX', 'Amazon Shipping', 'Australia Post', 'BRT', 'Canada Post', 'Chronopost', 'Correos', 'DHL', 'DHL eCommerce', 'DPD', 'Evri', 'FedEx', 'GLS', 'Hermes', 'InPost', 'La Poste', 'OnTrac', 'Parcelforce', 'Poste Italiane', 'PostNL', 'PostNord', 'Royal Mail', 'SEUR', 'UPS', 'USPS', 'Yodel'] as const // biome-ignore format: a list

function carrierOf(name: string): { readonly carrierCode: string; readonly carrierName?: string } {
  const known = CARRIERS.find((code) => code.toLowerCase() === name.trim().toLowerCase())
  return known === undefined ? { carrierCode: 'Other', carrierName: name } : { carrierCode: known }
}

/**
 * A whole number that is the same for the same parcel: Amazon takes nothing else as `packageReferenceId`, and the same one again corrects
 * the parcel in place of adding another.
 */
export function packageReference(fulfillmentId: string): string {
  const [word = 0] = [createHash('sha256').update(fulfillmentId).digest().readUInt32BE(0)]
  return String((word % 2_000_000_000) + 1)
}

/** Tells that a parcel left (`confirmShipment`). */
export async function ship(api: AmazonApi, command: Ship): Promise<CommandOutcome> {
  const { carrier, trackingNumber, lines, shippedAt, fulfillmentId } = command
  if (carrier === null || trackingNumber === null) return { outcome: 'refused', issues: [missing(carrier)] }
  if (api.settings.shipments === 'feed') return shipByFeed(api, { ...command, carrier, trackingNumber })
  return said(() =>
    api.seller.post(pathOf(command.externalId, 'shipmentConfirmation'), {
      body: {
        marketplaceId: api.marketplace.id,
        packageDetail: {
          packageReferenceId: packageReference(fulfillmentId),
          ...carrierOf(carrier),
          trackingNumber,
          shipDate: shippedAt,
          orderItems: lines.map(({ externalId, quantity }) => ({ orderItemId: externalId, quantity })),
        },
      },
      bucket: 'confirmShipment',
      isRepeatable: true,
    }),
  )
}

/** The same by a feed (`POST_ORDER_FULFILLMENT_DATA`); the number of the parcel makes a repeat the same parcel. */
function shipByFeed(api: AmazonApi, parcel: Ship & Tracked): Promise<CommandOutcome> {
  const { carrierCode, carrierName } = carrierOf(parcel.carrier)
  return sendOrderMessage(api, {
    feedType: 'POST_ORDER_FULFILLMENT_DATA',
    orderId: parcel.externalId,
    body: [
      element('MerchantFulfillmentID', packageReference(parcel.fulfillmentId)),
      element('FulfillmentDate', parcel.shippedAt),
      element('FulfillmentData', [
        carrierName === undefined ? element('CarrierCode', carrierCode) : element('CarrierName', carrierName),
        element('ShipperTrackingNumber', parcel.trackingNumber),
      ]),
      ...parcel.lines.map(({ externalId, quantity }) =>
        element('Item', [element('AmazonOrderItemCode', externalId), element('Quantity', String(quantity))]),
      ),
    ],
    isRepeatable: true,
  })
}

interface Tracked {
  readonly carrier: string
  readonly trackingNumber: string
}

const missing = (carrier: string | null): Issue => ({
  severity: 'error',
  code: 'tracking-required',
  message: 'Amazon takes a parcel only with its carrier and tracking number.',
  field: carrier === null ? 'carrierCode' : 'trackingNumber',
})

const PICKUP = { ready: 'ReadyForPickup', collected: 'PickedUp', refused: 'RefusedPickup' } as const

/** Tells how far collecting in the store is (`updateShipmentStatus`). */
export function ready(api: AmazonApi, { externalId: orderId, status, lines }: Ready): Promise<CommandOutcome> {
  return said(() =>
    api.seller.post(pathOf(orderId, 'shipment'), {
      body: {
        marketplaceId: api.marketplace.id,
        shipmentStatus: PICKUP[status],
        ...(lines.length === 0
          ? {}
          : { orderItems: lines.map(({ externalId, quantity }) => ({ orderItemId: externalId, quantity })) }),
      },
      bucket: 'updateShipmentStatus',
      isRepeatable: true,
    }),
  )
}

/** Amazon's refusal is an outcome; anything else is tried again by whoever called. */
async function said(call: () => Promise<unknown>): Promise<CommandOutcome> {
  try {
    await call()
    return { outcome: 'done' }
  } catch (thrown) {
    const { kind, code = kind, message } = failureOf(thrown)
    if (kind !== 'refused' && kind !== 'missing') throw thrown
    return { outcome: 'refused', issues: [{ severity: 'error', code, message }] }
  }
}
