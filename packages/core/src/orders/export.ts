import { type Context, streamed } from '../kernel/index.ts'
import { findOrders, type OrderFilter } from './book.ts'
import { showToBuyer } from './show.ts'

const CHUNK = 100

/** Every order that passes the filters, newest first, with its lines, as a line of JSON each; read in chunks, so that any number fits. */
async function* eachOrder(ctx: Context, filter: OrderFilter): AsyncGenerator<string> {
  let after: { at: number; id: string } | null = null
  for (;;) {
    const rows = await findOrders(ctx, filter, { limit: CHUNK, after })
    for (const row of rows) {
      const { token: _token, ...order } = await showToBuyer(ctx, row)
      yield `${JSON.stringify(order)}\n`
    }
    const last = rows.at(-1)
    if (last === undefined || rows.length < CHUNK) return
    after = { at: last.placedAt, id: last.id }
  }
}

/** The orders as JSON lines (one document per line), made while they are sent. */
export function exportOrders(ctx: Context, filter: OrderFilter): Response {
  return new Response(streamed(eachOrder(ctx, filter)), {
    headers: { 'Content-Type': 'application/x-ndjson', 'Content-Disposition': 'attachment; filename="orders.ndjson"' },
  })
}
