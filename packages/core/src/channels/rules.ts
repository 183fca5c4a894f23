import { eq } from 'drizzle-orm'
import type { Goods } from '../browse/index.ts'
import { type App, param, query } from '../kernel/index.ts'
import type { ConnectionRow } from './connection-rows.ts'
import type { PricePolicy, StockPolicy } from './model.ts'
import { mappings, policies } from './schema.ts'

const policiesOf = query((q) =>
  q
    .select()
    .from(policies)
    .where(eq(policies.connectionId, param('connectionId'))),
)
const mappingsOf = query((q) =>
  q
    .select()
    .from(mappings)
    .where(eq(mappings.connectionId, param('connectionId'))),
)

/** In place of a collection or product type: the category of what has no other. */
const EVERYTHING = '*'

/** What the merchant decided for one connection: policies by item or rule, words in the channel's taxonomy. */
export interface Rules {
  readonly stockOf: (goods: Goods, variantId: string) => StockPolicy
  readonly priceOf: (goods: Goods, variantId: string) => PricePolicy
  /** By collection, then by product type, then the one for everything; null when nobody said. */
  readonly categoryOf: (goods: Goods) => string | null
  /** Under the channel's names, with the channel's values, where they were mapped. */
  readonly attributesOf: (attributes: Readonly<Record<string, unknown>>) => Record<string, unknown>
}

export async function readRules({ db }: Pick<App, 'db'>, connection: ConnectionRow): Promise<Rules> {
  const key = { connectionId: connection.id }
  const [policyRows, mappingRows] = await Promise.all([db.all(policiesOf, key), db.all(mappingsOf, key)])
  const policyBy = new Map(policyRows.map((row) => [`${row.kind} ${row.subjectId}`, row.policy]))
  const words = new Map(mappingRows.map((row) => [`${row.kind} ${row.ours}`, row.theirs]))
  const nearest = (kind: 'stock' | 'price', goods: Goods, variantId: string) =>
    [variantId, goods.id, ...goods.collections.map(({ id }) => id)]
      .map((id) => policyBy.get(`${kind} ${id}`))
      .find((policy) => policy !== undefined)
  return {
    stockOf: (goods, variantId) => (nearest('stock', goods, variantId) as StockPolicy) ?? connection.stockPolicy,
    priceOf: (goods, variantId) => (nearest('price', goods, variantId) as PricePolicy) ?? connection.pricePolicy,
    categoryOf: ({ collections, type }) =>
      [...collections.map(({ handle }) => handle), type, EVERYTHING]
        .map((ours) => words.get(`category ${ours}`))
        .find((theirs) => theirs !== undefined) ?? null,
    attributesOf: (attributes) =>
      Object.fromEntries(
        Object.entries(attributes).map(([key, value]) => [
          words.get(`attribute ${key}`) ?? key,
          words.get(`value ${key}=${String(value)}`) ?? value,
        ]),
      ),
  }
}
