import { secret } from '@vitrine/core'
import * as v from 'valibot'
import { Condition, Country, PickupMethod, PickupSla, Stores } from '../settings.ts'

const digits = v.pipe(v.string(), v.regex(/^\d{1,20}$/, 'digits only, as Merchant Center shows it'))

/** What a merchant chooses for one account of Merchant Center. */
export const GoogleSettings = v.object({
  accountId: v.pipe(digits, v.title('Merchant Center id')),
  dataSourceId: v.pipe(
    digits,
    v.title('Data source'),
    v.description('The number of a primary product data source of the type API'),
  ),
  feedLabel: v.pipe(
    v.string(),
    v.regex(/^[A-Z0-9_-]{1,20}$/, 'up to 20 of A-Z, 0-9, hyphen and underscore'),
    v.title('Feed label'),
  ),
  contentLanguage: v.pipe(
    v.string(),
    v.regex(/^[a-z]{2}$/, 'two small letters, as in ISO 639-1'),
    v.title('Language of the texts'),
  ),
  country: v.pipe(
    Country,
    v.title('Country'),
    v.description('Where the goods are shown; some rules differ by country'),
  ),
  condition: Condition,
  stores: Stores,
  pickupMethod: PickupMethod,
  pickupSla: PickupSla,
})
export type GoogleSettings = v.InferOutput<typeof GoogleSettings>

/** A service account of the merchant's Google Cloud project, added as a user in Merchant Center. */
export const GoogleCredentials = v.object({
  clientEmail: v.pipe(v.string(), v.email('the client_email of the key file'), v.title('Email of the service account')),
  privateKey: v.pipe(
    secret(),
    v.title('Private key'),
    v.description('The private_key of the key file, as it stands there'),
  ),
})
export type GoogleCredentials = v.InferOutput<typeof GoogleCredentials>
