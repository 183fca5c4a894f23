import { cartById, requireToken } from '../carts/index.ts'
import { type Call, type Context, etagOf, expectedVersion, type Handlers, type Http } from '../kernel/index.ts'
import type { StoreContext } from '../markets/index.ts'
import { listPayments } from './admin-list.ts'
import type { admin, hooks, store } from './contract.ts'
import { methodsOf, setMethods } from './methods.ts'
import { inLanguage, offeredProviders } from './offer.ts'
import { capturePayment, refundPayment, voidPayment } from './operations.ts'
import { sessionById, sessionsOfOrder, transactionsOf } from './reads.ts'
import { answerSandbox, sandboxPage } from './sandbox/index.ts'
import { cancelPayment, choosePayment, paymentOfCart, requireSession } from './sessions.ts'
import { sessionView, storeSessionView, transactionView } from './view.ts'
import { rawBody, receiveMessage } from './webhook.ts'

export const storeHandlers: Handlers<typeof store, StoreContext> = {
  providers: async ({ ctx }) => ({
    items: (await offeredProviders(ctx)).map(({ provider: { id, names, descriptions, isTest = false } }) => ({
      id,
      name: inLanguage(names, ctx.languages),
      description: descriptions === undefined ? null : inLanguage(descriptions, ctx.languages),
      isTest,
    })),
  }),
  choose: async ({ ctx, params: { id }, body, http }) => {
    requireToken(ctx, http, id)
    const { session, language } = await choosePayment(ctx, { cartId: id, input: body })
    return storeSessionView(session, language)
  },
  read: async ({ ctx, params: { id }, http }) => {
    requireToken(ctx, http, id)
    return storeSessionView(await paymentOfCart(ctx, id), await languageOf(ctx, id))
  },
  cancel: async ({ ctx, params: { id }, http }) => {
    requireToken(ctx, http, id)
    return storeSessionView(await cancelPayment(ctx, id), await languageOf(ctx, id))
  },
}

async function languageOf(ctx: StoreContext, cartId: string): Promise<string> {
  return (await cartById(ctx, cartId))?.language ?? ctx.language
}

export const adminHandlers: Handlers<typeof admin, Context> = {
  list: ({ ctx, query }) => listPayments(ctx, query),
  read: ({ ctx, params: { id }, http }) => detailOf(ctx, id, http),
  ofOrder: async ({ ctx, params: { orderId } }) => {
    const sessions = await sessionsOfOrder(ctx, orderId)
    return { items: await Promise.all(sessions.map(({ id }) => detailOf(ctx, id))) }
  },
  capture: async (call) => {
    await capturePayment(call.ctx, { ...operationOf(call), ...call.body })
    return detailOf(call.ctx, call.params.id, call.http)
  },
  cancel: async (call) => {
    await voidPayment(call.ctx, { ...operationOf(call), ...call.body })
    return detailOf(call.ctx, call.params.id, call.http)
  },
  refund: async (call) => {
    await refundPayment(call.ctx, { ...operationOf(call), ...call.body })
    return detailOf(call.ctx, call.params.id, call.http)
  },
  methods: async ({ ctx, params: { marketId } }) => ({ items: await methodsOf(ctx, marketId) }),
  setMethods: async ({ ctx, params: { marketId }, body }) => {
    await setMethods(ctx, { marketId, ...body })
    return { items: await methodsOf(ctx, marketId) }
  },
}

function operationOf({ params, http }: Pick<Call<(typeof admin)['capture'], Context>, 'params' | 'http'>) {
  return { sessionId: params.id, expected: expectedVersion(http) }
}

async function detailOf(ctx: Context, id: string, http?: Http) {
  const session = requireSession(await sessionById(ctx, id))
  http?.set('ETag', etagOf(session.version))
  return { ...sessionView(session), transactions: (await transactionsOf(ctx, id)).map(transactionView) }
}

export const hooksHandlers: Handlers<typeof hooks, Context> = {
  receive: async ({ ctx, params: { provider }, http: { request } }) => {
    await receiveMessage(ctx, provider, { body: await rawBody(request), headers: request.headers })
    return new Response(null, { status: 202 })
  },
  sandboxPage: ({ ctx, params: { key } }) => sandboxPage(ctx, key),
  sandboxAnswer: async ({ ctx, params: { key }, http: { request } }) => answerSandbox(ctx, key, await rawBody(request)),
}
