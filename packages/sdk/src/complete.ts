import type { WithCart } from './cart.ts'
import type { Call, OutputOf } from './contract.ts'
import type { Kept } from './kept.ts'
import type { Order } from './orders.ts'
import { guard, ShopProblem } from './problem.ts'
import { backoff, sleep } from './retry.ts'
import type { CallOptions } from './send.ts'

type Completion = OutputOf<'POST /carts/:id/complete'>
type NextAction = NonNullable<Extract<Completion, { status: 'requires_action' }>['nextAction']>

export interface CompleteOptions extends CallOptions {
  /** What the buyer has to do first, such as a bank's page; resolve when they did. Without it `client.actionRequired` is thrown. */
  readonly onAction?: ((nextAction: NextAction) => void | Promise<void>) | undefined
}

interface Completing extends CompleteOptions {
  readonly withCart: WithCart
}

/** Seconds, when the shop does not say how long to wait. */
const PAUSE = 1

/** The cart can become one order only, so asking again is safe: every answer but `placed` means that nothing was bought yet. */
export async function complete(call: Call, kept: Kept, completing: Completing): Promise<Order> {
  const { withCart, onAction, idempotencyKey, ...options } = completing
  for (let polls = 0, hasActed = false; ; polls++) {
    const more = polls === 0 ? { ...options, idempotencyKey } : options
    const completion = await withCart((cart) =>
      call('POST /carts/:id/complete', { params: cart.params }, cart.with(more)),
    ).catch(processingElsewhere)
    if (completion.status === 'placed') return remembered(kept, completion.order)
    if (completion.status === 'requires_action' && completion.nextAction !== null && !hasActed) {
      if (onAction === undefined) throw actionRequired(completion.nextAction)
      await onAction(completion.nextAction)
      hasActed = true
    }
    const seconds = completion.status === 'processing' ? completion.retryAfter : PAUSE
    await sleep(seconds * 1_000 + backoff(polls), options.signal)
  }
}

/** Somebody else completes this cart at this very moment: the outcome is theirs and ours. */
function processingElsewhere(
  error: unknown,
): Pick<Extract<Completion, { status: 'processing' }>, 'status' | 'retryAfter'> {
  if (!guard(error, 'carts.completing')) throw error
  return { status: 'processing', retryAfter: (error.retryAfter ?? PAUSE * 1_000) / 1_000 }
}

function actionRequired(nextAction: NextAction): ShopProblem {
  return new ShopProblem({
    code: 'client.actionRequired',
    title: 'The buyer has something to do before the payment is decided',
    hint: 'Follow extra.nextAction, then complete again; or give onAction.',
    extra: { nextAction },
  })
}

async function remembered(kept: Kept, order: Order): Promise<Order> {
  await kept.change({ cart: undefined, order: `${order.id} ${order.token}` })
  return order
}
