import { asc, eq, or } from 'drizzle-orm'
import { audit } from '../../access/index.ts'
import { emit } from '../../events/index.ts'
import {
  type App,
  type Context,
  deleteFrom,
  insertInto,
  list,
  oneOf,
  param,
  query,
  run,
  type Statement,
} from '../../kernel/index.ts'
import { collectionUpdated } from '../events.ts'
import { problems } from '../problems.ts'
import { collectionProducts, products } from '../schema.ts'
import { collectionRow } from './collection-rows.ts'
import type { MembersInput } from './model.ts'

const named = query((q) =>
  q
    .select({ id: products.id, handle: products.handle })
    .from(products)
    .where(or(oneOf(products.id, 'refs'), oneOf(products.handle, 'refs'))),
)
const present = query((q) =>
  q
    .select({ productId: collectionProducts.productId, position: collectionProducts.position })
    .from(collectionProducts)
    .where(eq(collectionProducts.collectionId, param('id')))
    .orderBy(asc(collectionProducts.position), asc(collectionProducts.productId)),
)
const put = insertInto(collectionProducts, { target: ['collectionId', 'productId'], update: ['position'] })
const leave = deleteFrom(collectionProducts)

/** Changes which products a manual collection has. Throws `catalog.notManual`, `catalog.unknownReference`. */
export async function setMembers(ctx: Context, { ref, input }: { ref: string; input: MembersInput }): Promise<string> {
  const { result } = await run(ctx, {
    name: 'catalog.setMembers',
    plan: async (commandId) => {
      const { id, kind } = await collectionRow(ctx, ref)
      if (kind === 'rule') throw problems.notManual()
      const before = await ctx.db.all(present, { id })
      const wanted = await wantedMembers(
        ctx,
        input,
        before.map(({ productId }) => productId),
      )
      const lines = memberLines(id, { wanted, before })
      if (lines.length === 0) return { statements: [], result: id }
      const data = { collectionId: id, change: 'products' as const, products: movedOf({ wanted, before }) }
      return {
        statements: [
          ...lines,
          emit(ctx, collectionUpdated, { aggregate: id, data, commandId }),
          audit(ctx, { action: 'catalog.setMembers', subject: id, commandId }),
        ],
        result: id,
      }
    },
  })
  return result
}

interface Members {
  readonly wanted: readonly string[]
  readonly before: readonly { readonly productId: string; readonly position: number }[]
}

/** Products that come or leave; those that are only put in another order stay. */
function movedOf({ wanted, before }: Members): string[] {
  const [now, then] = [new Set(wanted), new Set(before.map(({ productId }) => productId))]
  return [...wanted.filter((id) => !then.has(id)), ...[...then].filter((id) => !now.has(id))]
}

async function wantedMembers(
  ctx: Pick<App, 'db'>,
  { products: all, add, remove }: MembersInput,
  before: readonly string[],
): Promise<string[]> {
  const start = all === undefined ? before : await productIds(ctx, all, 'body.products')
  const gone = new Set(remove === undefined ? [] : await productIds(ctx, remove, 'body.remove'))
  const more = add === undefined ? [] : await productIds(ctx, add, 'body.add')
  return [...new Set([...start, ...more])].filter((id) => !gone.has(id))
}

/** Ids of products that are named by id or handle, in order. */
export async function productIds(ctx: Pick<App, 'db'>, refs: readonly string[], path: string): Promise<string[]> {
  const rows = await ctx.db.all(named, { refs: list(refs) })
  const ids = new Map([
    ...rows.map(({ handle, id }) => [handle, id] as const),
    ...rows.map(({ id }) => [id, id] as const),
  ])
  return refs.map((ref, index) => {
    const id = ids.get(ref)
    if (id !== undefined) return id
    throw problems.unknownReference({
      detail: `There is no product ${JSON.stringify(ref)}.`,
      errors: [{ path: `${path}.${index}`, code: 'unknown', message: 'is no product' }],
    })
  })
}

/** The lines that give a collection these products in this order and no others. */
export function memberLines(collectionId: string, { wanted, before }: Members): Statement[] {
  const touches = `collection:${collectionId}`
  const known = new Map(before.map(({ productId, position }) => [productId, position]))
  const kept = new Set(wanted)
  return [
    ...before
      .filter(({ productId }) => !kept.has(productId))
      .map(({ productId }) => leave({ collectionId, productId }, { touches })),
    ...wanted.flatMap((productId, position) =>
      known.get(productId) === position ? [] : [put({ collectionId, productId, position }, { touches })],
    ),
  ]
}
