import { sql } from 'drizzle-orm'
import { type Context, param, query } from '../kernel/index.ts'
import { chunks } from './chunks.ts'
import { csvLine } from './csv.ts'

const rows = query((q) =>
  q
    .select({
      key: sql<string>`v.sku || char(31) || s.code`.as('key'),
      sku: sql<string>`v.sku`.as('sku'),
      location: sql<string>`s.code`.as('location'),
      onHand: sql<number>`l.on_hand`.as('on_hand'),
      reserved: sql<number>`l.reserved`.as('reserved'),
      committed: sql<number>`l.committed`.as('committed'),
      unavailable: sql<number>`l.unavailable`.as('unavailable'),
      incoming: sql<number>`l.incoming`.as('incoming'),
      available: sql<number>`l.available`.as('available'),
    })
    .from(
      sql`inventory_levels l join product_variants v on v.id = l.variant_id join stock_locations s on s.id = l.location_id`,
    )
    .where(sql`v.sku || char(31) || s.code > ${param('after')}`)
    .orderBy(sql`v.sku || char(31) || s.code`)
    .limit(param('limit')),
)

const HEADER = ['SKU', 'Location', 'On hand', 'Reserved', 'Committed', 'Unavailable', 'Incoming', 'Available']

/** Every level, by SKU and location. */
export async function* stockLines(ctx: Context): AsyncGenerator<string> {
  yield csvLine(HEADER)
  for await (const chunk of chunks(ctx, rows, ({ key }) => key)) {
    yield chunk
      .map((row) =>
        csvLine([
          row.sku,
          row.location,
          row.onHand,
          row.reserved,
          row.committed,
          row.unavailable,
          row.incoming,
          row.available,
        ]),
      )
      .join('')
  }
}
