import * as v from 'valibot'

const code = (most: number) => v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(most))

/** ISO 3166-1. */
export const Country = v.pipe(v.string(), v.regex(/^[A-Z]{2}$/, 'two capital letters, as in ISO 3166-1'))

export const Condition = v.pipe(
  v.optional(v.picklist(['new', 'refurbished', 'used']), 'new'),
  v.title('Condition'),
  v.description('Of goods that do not say it themselves'),
)

export const Stores = v.pipe(
  v.optional(v.array(v.strictObject({ location: code(100), storeCode: code(64) })), []),
  v.title('Stores'),
  v.description("Stock locations of the shop, and their store codes in Google's Business Profile"),
)

export const PickupMethod = v.pipe(
  v.optional(v.picklist(['buy', 'reserve', 'ship to store', 'not supported'])),
  v.title('How goods are collected'),
)
export const PickupSla = v.pipe(
  v.optional(v.picklist(['same day', 'next day', '2-day', '3-day', '4-day', '5-day', '6-day', 'multi-week'])),
  v.title('When they can be collected'),
)

const Feed = v.object({
  target: v.pipe(v.picklist(['google', 'meta', 'generic']), v.title('Who reads it')),
  items: v.pipe(
    v.optional(v.picklist(['all', 'chosen']), 'all'),
    v.title('Goods'),
    v.description('all: whatever its sales channel sells, also what comes later; chosen: what somebody lists'),
  ),
  kind: v.pipe(
    v.optional(v.picklist(['primary', 'supplemental', 'local']), 'primary'),
    v.title('Kind'),
    v.description('Supplemental feeds add attributes to items that are known; local ones tell what each store has'),
  ),
  format: v.pipe(
    v.optional(v.picklist(['xml', 'tsv', 'json', 'jsonl']), 'xml'),
    v.title('Format'),
    v.description('Google and Meta read XML and TSV'),
  ),
  attributes: v.pipe(
    v.optional(v.array(code(60)), ['availability', 'price', 'sale_price']),
    v.title('Attributes of a supplemental feed'),
  ),
  country: v.pipe(
    v.optional(Country),
    v.title('Country'),
    v.description('Where the goods are shown; the first one of the market when left empty'),
  ),
  condition: Condition,
  stores: Stores,
  pickupMethod: PickupMethod,
  pickupSla: PickupSla,
  everyMinutes: v.pipe(
    v.optional(v.pipe(v.number(), v.integer(), v.minValue(5), v.maxValue(1_440)), 60),
    v.title('Made anew after so many minutes'),
  ),
  keyNumber: v.pipe(
    v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)), 1),
    v.title('Number of the key'),
    v.description('Another number makes another secret address; the one of before stops working'),
  ),
})
/** What a merchant chooses for one feed: a connection is a file. */
export const FeedSettings = v.pipe(
  Feed,
  v.forward(
    v.partialCheck(
      [['target'], ['format']],
      ({ target, format }) => target === 'generic' || format === 'xml' || format === 'tsv',
      'Google and Meta read xml and tsv',
    ),
    ['format'],
  ),
  v.forward(
    v.partialCheck(
      [['target'], ['kind']],
      ({ target, kind }) => target !== 'meta' || kind !== 'local',
      'Meta reads no local inventory from files',
    ),
    ['kind'],
  ),
  v.forward(
    v.partialCheck(
      [['kind'], ['stores']],
      ({ kind, stores }) => kind !== 'local' || stores.length > 0,
      'a local feed needs its stores',
    ),
    ['stores'],
  ),
)
export type FeedSettings = v.InferOutput<typeof FeedSettings>
