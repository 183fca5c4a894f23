import { secret } from '@vitrine/core'
import * as v from 'valibot'
import { LOCALES } from './locales.ts'

/** What the feed is called when nobody chose a name. */
export const FEED_NAME = 'Vitrine'

const digits = v.regex(/^\d+$/, 'digits only, as Pinterest shows it')
const httpUrl = v.regex(/^https?:\/\//, 'begins with http:// or https://')

/** A file that Pinterest fetches by itself (operation feeds/create). */
const FeedSettings = v.object({
  name: v.pipe(
    v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(255)), FEED_NAME),
    v.title('Name of the feed'),
  ),
  location: v.pipe(
    v.optional(v.pipe(v.string(), httpUrl)),
    v.title('Address of the file'),
    v.description('Left empty, it is the one that this shop makes'),
  ),
  format: v.pipe(v.optional(v.picklist(['TSV', 'CSV', 'XML']), 'TSV'), v.title('Format')),
})

const Choices = v.object({
  environment: v.pipe(
    v.optional(v.picklist(['production', 'sandbox']), 'production'),
    v.title('Environment'),
    v.description("Pinterest's sandbox has accounts and tokens of its own, and no conversion events"),
  ),
  country: v.pipe(v.string(), v.regex(/^[A-Z]{2}$/, 'two capital letters, as in ISO 3166-1'), v.title('Country')),
  locale: v.pipe(v.picklist(LOCALES), v.title('Language of the catalogue')),
  catalogId: v.pipe(
    v.optional(v.pipe(v.string(), digits)),
    v.title('Catalogue'),
    v.description('The oldest retail catalogue of the account when left empty'),
  ),
  adAccountId: v.pipe(
    v.optional(v.pipe(v.string(), digits, v.maxLength(18))),
    v.title('Ad account'),
    v.description('Acts for its owner; needed for conversion events'),
  ),
  publishing: v.pipe(
    v.optional(v.picklist(['batch', 'feed']), 'batch'),
    v.title('How goods come to Pinterest'),
    v.description(
      'batch: each change is sent. feed: the shop makes a file that Pinterest fetches, and changes, prices and availability are sent between two fetches',
    ),
  ),
  hasFeed: v.pipe(
    v.optional(v.boolean(), false),
    v.title('The account has a feed of somebody else'),
    v.description('Pinterest then takes CREATE and UPDATE only, no UPSERT'),
  ),
  feed: v.pipe(v.optional(FeedSettings), v.title('Feed that Pinterest fetches')),
  condition: v.pipe(v.optional(v.picklist(['new', 'used', 'refurbished']), 'new'), v.title('Condition of the goods')),
  conversions: v.pipe(
    v.optional(v.picklist(['off', 'consented', 'all']), 'off'),
    v.title('Conversion events'),
    v.description('consented: only buyers who accept marketing; all: the shop has asked everybody by other means'),
  ),
  isOldApp: v.pipe(
    v.optional(v.boolean(), false),
    v.title('The app was made before 25 September 2025'),
    v.description('Asks for refresh tokens that do not end'),
  ),
})
/** What a merchant chooses for one Pinterest account. */
export const Settings = v.pipe(
  Choices,
  v.forward(
    v.partialCheck(
      [['publishing'], ['feed']],
      ({ publishing, feed }) => publishing === 'batch' || feed === undefined || feed.format === 'TSV',
      'the file of the shop is TSV',
    ),
    ['feed'],
  ),
  v.forward(
    v.partialCheck(
      [['publishing'], ['feed']],
      ({ publishing, feed }) => publishing === 'feed' || feed === undefined || feed.location !== undefined,
      'needs the address of the file; choose the publishing by feed for the one that this shop makes',
    ),
    ['feed'],
  ),
)
export type Settings = v.InferOutput<typeof Settings>

export const Credentials = v.object({
  appId: v.pipe(v.string(), v.minLength(1), v.title('App ID')),
  appSecret: v.pipe(secret(), v.minLength(1), v.title('App secret')),
  refreshToken: v.pipe(
    v.optional(v.pipe(secret(), v.minLength(1))),
    v.title('Refresh token'),
    v.description('Only where the account is not connected on the page of Pinterest; it is used once'),
  ),
})
export type Credentials = v.InferOutput<typeof Credentials>
