import { sql } from 'drizzle-orm'
import { products } from '../catalog/index.ts'
import { type Context, param, query } from '../kernel/index.ts'
import { reindex } from './reindex.ts'

const productIds = query((q) =>
  q
    .select({ id: products.id })
    .from(products)
    .where(sql`${products.id} > ${param('after')}`)
    .orderBy(products.id)
    .limit(param('limit')),
)

const CHUNK = 100

/** The whole index anew, in chunks of one command each; for the first start and for repair. Returns the number of products. */
export async function rebuild(ctx: Context, onProgress: (done: number) => void = () => undefined): Promise<number> {
  let after = ''
  let done = 0
  for (;;) {
    const rows = await ctx.db.all(productIds, { after, limit: CHUNK })
    const last = rows.at(-1)
    if (last === undefined) return done
    await reindex(
      ctx,
      rows.map(({ id }) => id),
      'browse.rebuild',
    )
    after = last.id
    done += rows.length
    onProgress(done)
  }
}
