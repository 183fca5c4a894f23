import { normalEmail } from '../access/index.ts'
import { type Context, requireVersion, run, update } from '../kernel/index.ts'
import type { OrderPatch } from './actions.ts'
import { requireAllowed } from './guards.ts'
import { orderTopic } from './in-full.ts'
import { orderById } from './reads.ts'
import { orders } from './schema.ts'
import { happened } from './timeline.ts'

const change = update(orders)

/** A note for colleagues, on the timeline. Throws `orders.notFound`. */
export async function noteOrder(
  ctx: Context,
  { id, text }: { readonly id: string; readonly text: string },
): Promise<void> {
  await run(ctx, {
    name: 'order.note',
    plan: async (commandId) => {
      await orderById(ctx, id)
      return { statements: [happened(ctx, { orderId: id, kind: 'note', data: { text }, commandId })], result: { id } }
    },
  })
}

export interface UpdateOptions {
  readonly id: string
  readonly patch: OrderPatch
  /** The version that staff saw. */
  readonly expected?: number | undefined
}

/** Changes where an order goes and how its buyer is reached; amounts stay as they were agreed. Throws `orders.notAllowed`. */
export async function updateOrder(ctx: Context, { id, patch, expected }: UpdateOptions): Promise<void> {
  await run(ctx, {
    name: 'order.update',
    plan: async (commandId) => {
      const order = await orderById(ctx, id)
      requireVersion(expected, order.version)
      requireAllowed(order, 'address')
      const { version } = order
      const email = patch.email === undefined ? undefined : normalEmail(patch.email)
      const next = { ...patch, email, version: version + 1, updatedAt: ctx.now() }
      return {
        result: { id },
        statements: [
          change({ id, version }, next, { changes: 1, refuse: () => 'stale', touches: orderTopic(id) }),
          happened(ctx, { orderId: id, kind: 'updated', data: { fields: Object.keys(patch) }, commandId }),
        ],
      }
    },
  })
}
