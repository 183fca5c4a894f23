import { createHash } from 'node:crypto'
import { ATTRIBUTES } from '../catalog/index.ts'
import { LOCATIONS, variantTopic } from '../inventory/index.ts'
import { type KeptValue, keptAnswers, MEDIA, picker } from '../kernel/index.ts'
import { MARKETS, type StoreContext } from '../markets/index.ts'
import { PRICE_LISTS } from '../pricing/index.ts'
import { FIELDS, type Field, INCLUDES, type Include, ProductView } from './model.ts'
import { productViews } from './product-view.ts'

/** A product as JSON, made once for each way of looking at it: in bytes, which take half the room of text that holds a € and are sent as they are. */
export interface Card {
  readonly json: Uint8Array<ArrayBuffer>
  readonly etag: string
}

/** Which parts of products an answer shows. */
export interface CardShape {
  readonly include: readonly Include[]
  readonly fields?: readonly Field[] | undefined
}

const pick = picker(ProductView)

/** What a card takes in memory beside its JSON: keys, topics, the object. */
const BESIDE = 1_000

/** The way in which this buyer sees products: everything that changes texts, prices or what is there. */
export function viewKey({ channel, market, currency, language }: StoreContext): string {
  return `${channel.id} ${market.id} ${currency} ${language}`
}

/** Cards by product id, from the kept ones where they are still true. */
export function cards(ctx: StoreContext, ids: readonly string[], shape: CardShape): Promise<Map<string, Card>> {
  const { include, fields } = merged(shape)
  const prefix = `card ${viewKey(ctx)} ${include.join()} ${fields?.join() ?? ''}`
  const load = (missing: readonly string[]) => makeCards(ctx, missing, { include, fields })
  return keptAnswers(ctx).loadTogether<Card>({ ids, prefix, load })
}

/** `fields` trims and `include` adds: a part that either names is there. In one order, so that equal wishes share their cards. */
function merged({ include, fields }: CardShape): CardShape {
  const asked = new Set<string>([...include, ...(fields ?? [])])
  return {
    include: INCLUDES.filter((part) => asked.has(part)),
    fields: fields === undefined ? undefined : FIELDS.filter((name) => asked.has(name)),
  }
}

async function makeCards(
  ctx: StoreContext,
  ids: readonly string[],
  shape: CardShape,
): Promise<Map<string, KeptValue<Card>>> {
  const made = new Map<string, KeptValue<Card>>()
  for (const [id, view] of await productViews(ctx, ids, new Set(shape.include))) {
    const json = Buffer.from(JSON.stringify(trim(pick(view) as ProductView, shape.fields)))
    const topics = topicsOf(id, view)
    made.set(id, { value: { json, etag: digest(json) }, topics, bytes: json.length + BESIDE })
  }
  return made
}

/** Whatever a card is made of: its own rows, what is there of its variants, and the small tables behind all of them. */
function topicsOf(id: string, { variants }: ProductView): string[] {
  return [
    `product:${id}`,
    ...variants.map((variant) => variantTopic(variant.id)),
    MEDIA,
    ATTRIBUTES,
    PRICE_LISTS,
    MARKETS,
    LOCATIONS,
  ]
}

function trim(view: ProductView, fields: readonly Field[] | undefined): Partial<ProductView> {
  if (fields === undefined) return view
  const kept = new Set<string>(['id', 'handle', ...fields])
  return Object.fromEntries(Object.entries(view).filter(([name]) => kept.has(name)))
}

export function digest(text: string | Uint8Array): string {
  return createHash('sha1').update(text).digest('base64url').slice(0, 16)
}
