import { secret } from '@vitrine/core'
import * as v from 'valibot'
import { MARKETPLACE_IDS } from './marketplaces.ts'

const Name = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(100))
const PolicyId = (title: string) =>
  v.optional(v.pipe(v.string(), v.regex(/^\d{1,20}$/, 'A policy id is digits.'), v.title(title)))
const LocationKey = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(36))

/** A loopback address: nobody can point the plugin at a machine inside of the shop's network. */
const LocalAddress = v.pipe(v.string(), v.regex(/^http:\/\/(?:127\.0\.0\.1|localhost)(?::\d{1,5})?$/))

const Place = v.strictObject({
  location: v.pipe(Name, v.title('Place of the shop'), v.description('Its code, such as warehouse-north.')),
  merchantLocationKey: v.pipe(LocationKey, v.title('Location at eBay')),
  use: v.optional(
    v.pipe(
      v.picklist(['ship', 'pickup']),
      v.title('Use'),
      v.description('ship: a warehouse that eBay promises delivery from. pickup: a store where buyers collect.'),
    ),
    'ship',
  ),
})

/** What a merchant chooses for one account; policies and locations are listed by the endpoint `setup`. */
export const Settings = v.strictObject({
  environment: v.optional(v.pipe(v.picklist(['production', 'sandbox', 'local']), v.title('Environment')), 'production'),
  address: v.optional(v.pipe(LocalAddress, v.title('Address of the local sandbox'))),
  marketplace: v.pipe(v.picklist(MARKETPLACE_IDS), v.title('Marketplace')),
  language: v.optional(
    v.pipe(v.string(), v.regex(/^[a-z]{2}-[A-Z]{2}$/), v.title('Language'), v.description('For sites with several.')),
  ),
  ruName: v.optional(v.pipe(Name, v.title('RuName'), v.description('The redirect name of your eBay application.'))),
  fulfillmentPolicyId: PolicyId('Shipping policy'),
  paymentPolicyId: PolicyId('Payment policy'),
  returnPolicyId: PolicyId('Return policy'),
  merchantLocationKey: v.optional(v.pipe(LocationKey, v.title('Location of the goods'))),
  category: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^\d{1,10}$/),
      v.title('Category'),
      v.description('For products that have none of their own.'),
    ),
  ),
  condition: v.optional(
    v.pipe(
      v.picklist([
        'NEW',
        'NEW_OTHER',
        'NEW_WITH_DEFECTS',
        'LIKE_NEW',
        'USED_EXCELLENT',
        'USED_GOOD',
        'FOR_PARTS_OR_NOT_WORKING',
      ]),
      v.title('Condition'),
    ),
    'NEW',
  ),
  variations: v.optional(
    v.pipe(
      v.picklist(['grouped', 'single']),
      v.title('Variants'),
      v.description('grouped: one listing with a choice. single: a listing for each.'),
    ),
    'grouped',
  ),
  aspects: v.optional(
    v.pipe(
      v.record(Name, Name),
      v.title('Item specifics'),
      v.description("eBay's name of the item specific, and the option or attribute of ours that it is read from."),
    ),
    {},
  ),
  aspectDefaults: v.optional(
    v.pipe(
      v.record(Name, Name),
      v.title('Item specifics that are always the same'),
      v.description('Used when a product does not tell.'),
    ),
    {},
  ),
  vatPercentage: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(100), v.title('VAT shown on the listing'))),
  catalogDetails: v.optional(
    v.pipe(v.boolean(), v.title("Let eBay's catalogue fill in details"), v.description('Found by the barcode.')),
    false,
  ),
  places: v.optional(v.pipe(v.array(Place), v.maxLength(100), v.title('Places')), []),
  whenEnded: v.optional(
    v.pipe(
      v.picklist(['keep', 'delete']),
      v.title('When a listing is ended'),
      v.description('keep: the offer stays unpublished, and listing it again is quick. delete: offer and item go.'),
    ),
    'keep',
  ),
  notificationUrl: v.optional(
    v.pipe(
      v.string(),
      v.url(),
      v.startsWith('https://'),
      v.title('Address of the notifications'),
      v.description('Exactly as it is registered with eBay. Default the address that eBay calls.'),
    ),
  ),
})
export type Settings = v.InferOutput<typeof Settings>

/** Of the merchant's own application at developer.ebay.com. */
export const Credentials = v.strictObject({
  clientId: v.pipe(Name, v.title('App ID (client id)')),
  clientSecret: v.pipe(secret(), v.minLength(1), v.title('Cert ID (client secret)')),
  refreshToken: v.optional(
    v.pipe(
      secret(),
      v.title('Refresh token'),
      v.description("In place of the consent page, when eBay's page “User access tokens” gave you one."),
    ),
  ),
  verificationToken: v.optional(
    v.pipe(
      secret(),
      v.regex(/^[A-Za-z0-9_-]{32,80}$/, 'eBay takes 32 to 80 letters, digits, _ and -.'),
      v.title('Verification token of the notifications'),
    ),
  ),
  signingKey: v.optional(
    v.pipe(
      secret(),
      v.title('Private key for refunds'),
      v.description('Ed25519, as the Key Management API gave it. Sellers in the EU and the UK need it to refund.'),
    ),
  ),
  signingJwe: v.optional(v.pipe(secret(), v.title('JWE of the key for refunds'))),
})
export type Credentials = v.InferOutput<typeof Credentials>
