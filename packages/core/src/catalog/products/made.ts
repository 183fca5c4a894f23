import { getTableColumns } from 'drizzle-orm'
import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import { products, productVariants } from '../schema.ts'
import type { ProductPatch } from './model.ts'
import type { Snapshot } from './snapshot.ts'

type Rows<List> = List extends readonly (infer Row)[] ? Row[] : never

/** A product that a command makes, as its rows will be read: for those who write of it in the same command. It has no attributes and no translations. */
export interface MadeProduct extends Pick<Snapshot, 'product' | 'options' | 'values' | 'variants' | 'choices'> {
  readonly publications: Snapshot['publications']
  /** They hold in every market from now on. */
  readonly prices: readonly MadePrice[]
}

interface MadePrice {
  readonly variantId: string
  readonly currency: string
  /** Minor units. */
  readonly amount: number
}

/** Gathers the rows of a new product while its lines are planned. */
export interface Making {
  product: Snapshot['product'] | undefined
  readonly options: Rows<Snapshot['options']>
  readonly values: Rows<Snapshot['values']>
  readonly variants: Rows<Snapshot['variants']>
  readonly choices: Rows<Snapshot['choices']>
  readonly publications: Rows<Snapshot['publications']>
  readonly prices: MadePrice[]
}

export function making(): Making {
  return { product: undefined, options: [], values: [], variants: [], choices: [], publications: [], prices: [] }
}

/** Undefined for a product that is there already, and for one with attributes or translations. */
export function madeOf(made: Making | undefined, input: ProductPatch): MadeProduct | undefined {
  if (made?.product === undefined || !isPlain(input)) return undefined
  return { ...made, product: made.product }
}

function isPlain({ attributes, translations, options = [], variants = [] }: ProductPatch): boolean {
  const owners = [{ attributes }, ...variants]
  const values = options.flatMap((option) => option.values.filter((value) => typeof value !== 'string'))
  const named = [{ translations }, ...options, ...values]
  return (
    owners.every((owner) => owner.attributes === undefined) && named.every((thing) => thing.translations === undefined)
  )
}

/** A row as it will be read: what an insert leaves out is what its column says. */
function asRead<T extends SQLiteTable>(table: T): (row: T['$inferInsert']) => T['$inferSelect'] {
  const columns = Object.entries(getTableColumns(table)).map(([key, column]) => [key, column.default ?? null] as const)
  return (row) => {
    const given = row as Readonly<Record<string, unknown>>
    const read: Record<string, unknown> = {}
    for (const [key, usual] of columns) read[key] = given[key] ?? usual
    return read
  }
}

export const productAsRead = asRead(products)
export const variantAsRead = asRead(productVariants)
