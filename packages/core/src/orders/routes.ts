import { requireToken } from '../carts/index.ts'
import { type Handlers, type Http, requestProblems } from '../kernel/index.ts'
import type { StoreContext } from '../markets/index.ts'
import { requireOrderOfBuyer } from './access.ts'
import type { CompletionView } from './actions.ts'
import { type Completion, completeCartOf } from './complete.ts'
import type { store } from './contract.ts'
import { ordersOfCustomer, showPlaced, showToBuyer } from './show.ts'

/** Seconds until a payment that is being decided is worth asking about again. */
const RETRY_AFTER = 2

export const storeHandlers: Handlers<typeof store, StoreContext> = {
  complete: async ({ ctx, params: { id }, http }) => {
    requireToken(ctx, http, id)
    return completionView(ctx, http, await completeCartOf(ctx, id, http.address))
  },
  mine: ({ ctx, query }) => {
    if (ctx.actor.id === null) throw requestProblems.unauthenticated()
    return ordersOfCustomer(ctx, { ...query, customerId: ctx.actor.id })
  },
  get: async ({ ctx, params: { id }, query: { token }, http }) =>
    showToBuyer(ctx, await requireOrderOfBuyer(ctx, { id, token, http })),
}

async function completionView(ctx: StoreContext, http: Http, completion: Completion): Promise<CompletionView> {
  if (completion.status === 'placed') return { status: 'placed', order: await showPlaced(ctx, completion.orderId) }
  http.status(202)
  if (completion.status === 'requires_action')
    return { status: 'requires_action', nextAction: completion.session.nextAction }
  http.set('Retry-After', String(RETRY_AFTER))
  return { status: 'processing', code: 'payment.processing', retryAfter: RETRY_AFTER }
}
