import { type Context, extensionPoint, grouped } from '../../kernel/index.ts'
import { attributeDefinitions, storedValue } from '../attributes/index.ts'
import { readSnapshots, type Snapshot } from '../products/index.ts'
import type { ProductFacts } from './rule.ts'

/** Who knows prices: the lowest price of one piece by product id, then by currency. */
export type LowestPrices = (
  ctx: Context,
  productIds: readonly string[],
) => Promise<ReadonlyMap<string, ReadonlyMap<string, number>>>

export const lowestPrices = extensionPoint<LowestPrices>('catalog.lowestPrices')

const NONE: ReadonlyMap<string, number> = new Map()

/** What rules ask about these products; unknown ids are absent. */
export async function factsOf(ctx: Context, productIds: readonly string[]): Promise<Map<string, ProductFacts>> {
  const [read] = ctx.extensions.of(lowestPrices)
  const [snapshots, definitions, prices] = await Promise.all([
    readSnapshots(ctx, productIds),
    attributeDefinitions(ctx),
    read?.(ctx, productIds),
  ])
  const byId = new Map(definitions.map((definition) => [definition.id, definition]))
  const attributesOf = ({ properties }: Snapshot): ProductFacts['attributes'] => {
    const held = new Map<string, (string | number | boolean)[]>()
    for (const [, rows] of grouped(properties, ({ ownerId, attributeId }) => `${ownerId}/${attributeId}`)) {
      const definition = byId.get(rows[0]?.attributeId ?? '')
      const value = definition === undefined ? undefined : storedValue(definition, rows)
      if (definition === undefined || value === undefined) continue
      const values = Array.isArray(value) ? value : [typeof value === 'object' ? value.value : value]
      held.set(definition.key, [...(held.get(definition.key) ?? []), ...values])
    }
    return held
  }
  return new Map(
    snapshots.map((snapshot) => {
      const { id, title, type, vendor, tags } = snapshot.product
      return [id, { title, type, vendor, tags, attributes: attributesOf(snapshot), prices: prices?.get(id) ?? NONE }]
    }),
  )
}
