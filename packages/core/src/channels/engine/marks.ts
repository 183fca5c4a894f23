import { or, sql } from 'drizzle-orm'
import { type App, list, OWED, oneOf, param, plain, query, type Statement, turn } from '../../kernel/index.ts'
import { CHANNELS } from '../connection-rows.ts'
import { mark } from '../mark-whole.ts'
import { listings } from '../schema.ts'
import { NO_PIECES } from '../values/index.ts'

const touching = { touches: CHANNELS }

const markStock = plain(sql`
  update channel_values set ${mark}
  where lane = 'stock' and variant_id in (select value from json_each(${param('ids')}))`)

const markPrices = plain(sql`
  update channel_values set ${mark}
  where lane = 'prices' and variant_id in (select value from json_each(${param('ids')}))`)

const markListings = plain(sql`
  update channel_listings set ${mark}
  where product_id in (select value from json_each(${param('ids')})) and (is_wanted = 1 or is_sent = 1)`)

/** What was settled while the goods were not for sale: no pieces, and no known price. */
const markOffSale = plain(sql`
  update channel_values set ${mark}
  where listing_id in (select id from channel_listings where product_id in (select value from json_each(${param('ids')})))
    and is_there = 1 and (confirmed is null or confirmed = ${param('none')})`)

const markProductsOfVariants = plain(sql`
  update channel_listings set ${mark}
  where product_id in (select product_id from product_variants where id in (select value from json_each(${param('ids')})))
    and (is_wanted = 1 or is_sent = 1)
    and not exists (select 1 from channel_values v where v.listing_id = channel_listings.id and v.lane = ${param('lane')})`)

/** Stock and prices of products whose collections changed: only a policy by collection makes them others. */
const markPolicies = plain(sql`
  update channel_values set ${mark}
  where listing_id in (select id from channel_listings where product_id in (select value from json_each(${param('ids')})))
    and exists (select 1 from channel_policies p where p.connection_id = channel_values.connection_id and p.scope = 'collection')`)

const anyListed = query((q) =>
  q
    .select({ id: listings.id })
    .from(listings)
    .where(
      or(
        oneOf(listings.productId, 'products'),
        sql`${listings.productId} in (select product_id from product_variants where id in (select value from json_each(${param('variants')})))`,
      ),
    )
    .limit(1),
)

/** `collections`: of products, when collections that they are in came, went or changed. */
export type MarkKind = 'stock' | 'prices' | 'products' | 'collections'

/** Things that changed at the same moment, and the one write that marks them. */
interface Gathering {
  readonly ids: Record<MarkKind, Set<string>>
  readonly done: Promise<void>
}
const gathering = new WeakMap<App['db'], Gathering>()

/**
 * Marks that items of every channel may differ now. Only that they changed is noted, not to what: what is sent is read when it is sent, so that
 * a burst of changes is one comparison. What changes within one round of the event loop is one write.
 */
export function markChanged(app: Pick<App, 'db' | 'now'>, kind: MarkKind, ids: readonly string[]): Promise<void> {
  const known = gathering.get(app.db) ?? gather(app)
  for (const id of ids) known.ids[kind].add(id)
  return known.done
}

function gather(app: Pick<App, 'db' | 'now'>): Gathering {
  const none = () => new Set<string>()
  const ids = { stock: none(), prices: none(), products: none(), collections: none() }
  const done = turn().then(async () => {
    gathering.delete(app.db)
    if (await isListed(app, ids)) await app.db.batch(linesOf(ids, app.now()), OWED)
  })
  const made = { ids, done }
  gathering.set(app.db, made)
  return made
}

/** Most changes of most shops are of goods that no channel lists: they cost a look and no write. */
async function isListed({ db }: Pick<App, 'db'>, ids: Gathering['ids']): Promise<boolean> {
  const variants = list([...ids.stock, ...ids.prices])
  const products = list([...ids.products, ...ids.collections])
  return (await db.get(anyListed, { variants, products })) !== undefined
}

function linesOf({ stock, prices, products, collections }: Gathering['ids'], at: number): Statement[] {
  const lines: Statement[] = []
  const values = (ids: Set<string>) => ({ ids: list([...ids]), now: at })
  if (stock.size > 0)
    lines.push(
      markStock(values(stock), touching),
      markProductsOfVariants({ ...values(stock), lane: 'stock' }, touching),
    )
  if (prices.size > 0)
    lines.push(
      markPrices(values(prices), touching),
      markProductsOfVariants({ ...values(prices), lane: 'prices' }, touching),
    )
  const shown = new Set([...products, ...collections])
  if (shown.size > 0)
    lines.push(markListings(values(shown), touching), markOffSale({ ...values(shown), none: NO_PIECES }, touching))
  if (collections.size > 0) lines.push(markPolicies(values(collections), touching))
  return lines
}
