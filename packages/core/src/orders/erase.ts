import { emit } from '../events/index.ts'
import { type Context, run, type Statement, update } from '../kernel/index.ts'
import type { Address } from '../markets/index.ts'
import { buyerErased } from './events.ts'
import { orderTopic } from './in-full.ts'
import { orderById } from './reads.ts'
import { orders } from './schema.ts'
import { happened } from './timeline.ts'

const patch = update(orders)

/** Where to it went is asked by tax law; who lives there is not. */
function withoutPerson(address: Address | null): Address | null {
  if (address === null) return null
  const { country } = address
  return { firstName: '', lastName: '', line1: '', city: '', postalCode: '', country }
}

interface Erasing {
  readonly id: string
  /** Becomes true with it. */
  readonly also: (commandId: string) => readonly Statement[]
}

/**
 * Takes out of an order who bought it: name, address, mail, telephone, note. What was sold, for how much and into which country stays. Throws
 * `orders.notFound`.
 */
export async function eraseBuyer(ctx: Context, { id, also }: Erasing): Promise<void> {
  await run(ctx, {
    name: 'order.eraseBuyer',
    plan: async (commandId) => {
      const { version, shippingAddress, billingAddress } = await orderById(ctx, id)
      const erased = {
        ...{ email: null, phone: null, note: null },
        shippingAddress: withoutPerson(shippingAddress),
        billingAddress: withoutPerson(billingAddress),
      }
      const next = { ...erased, version: version + 1, updatedAt: ctx.now() }
      const guard = { changes: 1, refuse: () => 'stale' as const, touches: orderTopic(id) }
      return {
        result: { id },
        statements: [
          patch({ id, version }, next, guard),
          happened(ctx, { orderId: id, kind: 'erased', data: {}, commandId }),
          emit(ctx, buyerErased, { aggregate: id, data: { orderId: id }, commandId }),
          ...also(commandId),
        ],
      }
    },
  })
}
