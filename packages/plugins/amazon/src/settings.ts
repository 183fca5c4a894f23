import { secret } from '@vitrine/core'
import * as v from 'valibot'
import { countries } from './marketplaces.ts'

const text = (title: string, description: string) =>
  v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200), v.title(title), v.description(description))

/** What a merchant chooses for one connection: one marketplace of one seller account. */
export const settings = v.strictObject({
  marketplace: v.pipe(
    v.picklist(countries),
    v.title('Marketplace'),
    v.description('Country of the Amazon store. The region and its address follow from it.'),
  ),
  sellerId: v.pipe(
    v.string(),
    v.regex(/^[A-Z0-9]{5,20}$/, 'is a merchant token such as A3EXAMPLE00000'),
    v.title('Seller id'),
    v.description('Merchant token, in Seller Central under account info.'),
  ),
  productType: v.optional(
    v.pipe(
      text('Product type', 'For products without a category of their own on this connection, such as HOME.'),
      v.regex(/^[A-Z0-9_]+$/, 'is written like LUGGAGE'),
    ),
  ),
  condition: v.optional(
    v.pipe(
      v.picklist([
        'new_new',
        'refurbished_refurbished',
        'used_like_new',
        'used_very_good',
        'used_good',
        'used_acceptable',
      ]),
      v.title('Condition'),
    ),
    'new_new',
  ),
  variations: v.optional(
    v.pipe(
      v.picklist(['family', 'single']),
      v.title('Variants'),
      v.description('family: one product with a choice, where the product type has a theme. single: each by itself.'),
    ),
    'family',
  ),
  handlingDays: v.optional(
    v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(30), v.title('Days until a parcel leaves')),
  ),
  supplySources: v.optional(
    v.pipe(
      v.record(v.string(), v.pipe(v.string(), v.minLength(1))),
      v.title('Stores'),
      v.description('Amazon supply source ids by the codes of your stock locations, for collection in a store.'),
    ),
  ),
  personalData: v.optional(
    v.pipe(
      v.boolean(),
      v.title('Ask for buyers and addresses'),
      v.description('Needs the roles of the app for personal data; without them Amazon refuses the whole call.'),
    ),
    true,
  ),
  shipments: v.optional(
    v.pipe(
      v.picklist(['call', 'feed']),
      v.title('Parcels are told by'),
      v.description('call: confirmShipment, at once. feed: POST_ORDER_FULFILLMENT_DATA, one feed in two minutes.'),
    ),
    'call',
  ),
  acknowledge: v.optional(
    v.pipe(
      v.boolean(),
      v.title('Acknowledge each order'),
      v.description(
        'Tells Amazon our order number by a feed. Amazon allows one feed in two minutes, and needs no acknowledgement.',
      ),
    ),
    false,
  ),
})
export type Settings = v.InferOutput<typeof settings>

export const credentials = v.strictObject({
  clientId: text('Client id', 'LWA client id of the app: amzn1.application-oa2-client.…'),
  clientSecret: v.pipe(secret(), v.minLength(1), v.title('Client secret')),
  applicationId: v.optional(text('Application id', 'amzn1.sp.solution.…; for the consent page of Seller Central.')),
  refreshToken: v.optional(
    v.pipe(
      secret(),
      v.title('Refresh token'),
      v.description('Of an app that you authorised yourself in Seller Central.'),
    ),
  ),
  hookSecret: v.optional(
    v.pipe(
      secret(),
      v.minLength(16),
      v.title('Secret of notifications'),
      v.description('The value that your EventBridge connection or queue forwarder sends in x-vitrine-secret.'),
    ),
  ),
})
export type Credentials = v.InferOutput<typeof credentials>
