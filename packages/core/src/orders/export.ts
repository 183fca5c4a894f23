import type { Context } from '../kernel/index.ts'
import { findOrders, type OrderFilter } from './book.ts'
import type { StoreOrder } from './model.ts'
import { showToBuyer } from './show.ts'

const CHUNK = 100

/** Every order that passes the filters, newest first, with its lines; read in chunks, so that any number fits. */
async function* eachOrder(ctx: Context, filter: OrderFilter): AsyncGenerator<Omit<StoreOrder, 'token'>> {
  let after: { at: number; id: string } | null = null
  for (;;) {
    const rows = await findOrders(ctx, filter, { limit: CHUNK, after })
    for (const row of rows) {
      const { token: _token, ...order } = await showToBuyer(ctx, row)
      yield order
    }
    const last = rows.at(-1)
    if (last === undefined || rows.length < CHUNK) return
    after = { at: last.placedAt, id: last.id }
  }
}

/** The orders as JSON lines (one document per line), made while they are sent. */
export function exportOrders(ctx: Context, filter: OrderFilter): Response {
  const orders = eachOrder(ctx, filter)
  const encoder = new TextEncoder()
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { value, done } = await orders.next()
      if (done === true) controller.close()
      else controller.enqueue(encoder.encode(`${JSON.stringify(value)}\n`))
    },
    cancel: async () => void (await orders.return(undefined)),
  })
  return new Response(body, {
    headers: { 'Content-Type': 'application/x-ndjson', 'Content-Disposition': 'attachment; filename="orders.ndjson"' },
  })
}
