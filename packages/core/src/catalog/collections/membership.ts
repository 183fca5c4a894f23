import { and, asc, eq, gt } from 'drizzle-orm'
import { emit } from '../../events/index.ts'
import {
  type Context,
  deleteFrom,
  insertInto,
  list,
  oneOf,
  param,
  query,
  remembered,
  run,
  type Statement,
} from '../../kernel/index.ts'
import { collectionUpdated } from '../events.ts'
import { collectionProducts, collections, products } from '../schema.ts'
import type { Rule } from '../values.ts'
import { factsOf } from './facts.ts'
import { matches } from './rule.ts'

/** What lines that change collections or their rules touch. */
export const COLLECTIONS = 'collections'

/** Products whose membership is looked at in one command. */
const TOGETHER = 500

interface Ruled {
  readonly id: string
  readonly rule: Rule
}

const withRule = query((q) =>
  q.select({ id: collections.id, rule: collections.rule }).from(collections).where(eq(collections.kind, 'rule')),
)
const present = query((q) =>
  q
    .select({ collectionId: collectionProducts.collectionId, productId: collectionProducts.productId })
    .from(collectionProducts)
    .where(and(oneOf(collectionProducts.collectionId, 'collections'), oneOf(collectionProducts.productId, 'products'))),
)
const productsAfter = query((q) =>
  q
    .select({ id: products.id })
    .from(products)
    .where(gt(products.id, param('after')))
    .orderBy(asc(products.id))
    .limit(TOGETHER),
)
const join = insertInto(collectionProducts, 'skip')
const leave = deleteFrom(collectionProducts)

const allRules = remembered({
  touches: [COLLECTIONS],
  load: async ({ db }): Promise<Ruled[]> =>
    (await db.all(withRule)).flatMap(({ id, rule }) => (rule === null ? [] : [{ id, rule }])),
})

/**
 * Brings these products into the collections whose rule they meet and out of those whose rule they do not, as they are now.
 * Level-triggered: it may run twice or late. Called after every change of a product or of its prices.
 */
export async function refreshProducts(ctx: Context, productIds: readonly string[]): Promise<void> {
  const rules = await allRules(ctx)
  if (rules.length > 0) await refresh(ctx, rules, productIds)
}

/** The same for one collection and every product there is, after its rule changed. */
export async function refreshCollection(ctx: Context, collectionId: string): Promise<void> {
  const rules = (await allRules(ctx)).filter(({ id }) => id === collectionId)
  if (rules.length === 0) return
  for (let after = ''; ; ) {
    const ids = (await ctx.db.all(productsAfter, { after })).map(({ id }) => id)
    if (ids.length > 0) await refresh(ctx, rules, ids)
    if (ids.length < TOGETHER) return
    after = ids.at(-1) as string
  }
}

async function refresh(ctx: Context, rules: readonly Ruled[], productIds: readonly string[]): Promise<void> {
  await run(ctx, {
    name: 'catalog.refreshMembership',
    plan: async (commandId) => {
      const [facts, rows] = await Promise.all([
        factsOf(ctx, productIds),
        ctx.db.all(present, { collections: list(rules.map(({ id }) => id)), products: list(productIds) }),
      ])
      const members = new Set(rows.map(({ collectionId, productId }) => `${collectionId}/${productId}`))
      const statements = rules.flatMap(({ id: collectionId, rule }) => {
        const lines: Statement[] = []
        const moved: string[] = []
        const guard = { refuse: () => 'stale' as const, touches: `collection:${collectionId}` }
        for (const [productId, fact] of facts) {
          const isMember = members.has(`${collectionId}/${productId}`)
          const belongs = matches(rule, fact)
          if (belongs === isMember) continue
          moved.push(productId)
          lines.push(
            belongs ? join({ collectionId, productId, position: 0 }, guard) : leave({ collectionId, productId }, guard),
          )
        }
        return lines.length === 0 ? [] : [...lines, told(ctx, { collectionId, products: moved, commandId })]
      })
      return { statements, result: null }
    },
  })
}

interface Moved {
  readonly collectionId: string
  readonly products: readonly string[]
  readonly commandId: string
}

function told(ctx: Context, { collectionId, products: moved, commandId }: Moved): Statement {
  const data = { collectionId, change: 'products' as const, products: moved }
  return emit(ctx, collectionUpdated, { aggregate: collectionId, data, commandId })
}
