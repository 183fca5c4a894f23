import { emit } from '../events/index.ts'
import { type Context, insertInto, type Statement, update } from '../kernel/index.ts'
import { UNKNOWN } from './call.ts'
import { paymentAuthorized, paymentCancelled, paymentCaptured, paymentDeclined } from './events.ts'
import type { PaymentError, TransactionKind } from './model.ts'
import { firstLook, waitBefore } from './pace.ts'
import { problems } from './problems.ts'
import { findProvider, type Intent } from './provider.ts'
import type { PaymentSession } from './reads.ts'
import { paymentSessions, paymentTransactions } from './schema.ts'

export type Moving = Pick<Context, 'newId' | 'now' | 'actor'>

/** What became of an authorisation: the intent as the provider reports it, or that nobody knows yet. */
export type Answer = Intent | typeof UNKNOWN

export const changeSession = update(paymentSessions)
export const insertTransaction = insertInto(paymentTransactions)

/** A payment that changed since it was read makes the plan stale. */
export const staleSession = { changes: 1, refuse: () => 'stale' as const }

/** True once the money is promised, refused or given up. */
export function isDecided(answer: Answer): answer is Intent {
  return answer !== UNKNOWN && answer.status !== 'processing' && answer.status !== 'requires_action'
}

/**
 * Marks a chosen payment as asked for, before the provider is called. Throws `payments.amountChanged` when the cart costs something
 * else by now, `payments.processing` or `payments.settled` when it was asked for already.
 */
export function prepareAuthorization(
  ctx: Moving & Pick<Context, 'extensions'>,
  session: PaymentSession,
  { amount }: { readonly amount: number },
): Statement[] {
  requireUnasked(session)
  requireAmount(session, amount)
  const { id, version } = session
  const now = ctx.now()
  const readAt = now + firstLook(findProvider(ctx, session.provider)?.timeout)
  const asked = { status: 'processing', askedAt: now, readAt, version: version + 1, updatedAt: now } as const
  return [changeSession({ id, version }, asked, staleSession)]
}

/** Throws `payments.amountChanged` when the payment is about another amount than is due. */
export function requireAmount({ amount: before }: PaymentSession, amount: number): void {
  if (before === amount) return
  throw problems.amountChanged({
    detail: 'The total has changed since the payment was chosen.',
    extra: { before, now: amount },
  })
}

/** Throws unless nothing was asked of the provider yet. */
export function requireUnasked({ status }: PaymentSession): void {
  if (status === 'open') return
  if (status === 'processing' || status === 'requires_action')
    throw problems.processing({ headers: { 'Retry-After': '2' } })
  throw problems.settled()
}

export interface Settling {
  readonly commandId: string
  /** The order that this payment is for, from now on. */
  readonly orderId?: string | undefined
  /** Money that came although nothing can be bought with it any more: the cart may be paid anew, this payment goes back. */
  readonly isStray?: boolean | undefined
}

/** Writes down what the provider answered: status, sums, transactions and events; when nobody knows, when to ask again. */
export function settlePayment(ctx: Moving, session: PaymentSession, answer: Answer, settling: Settling): Statement[] {
  const { id, version } = session
  const orderId = settling.orderId ?? session.orderId
  const written = {
    ...outcome(ctx, session, answer),
    ...(settling.isStray === true ? { isLive: null } : {}),
    orderId,
    version: version + 1,
    updatedAt: ctx.now(),
  }
  return [
    changeSession({ id, version }, written, staleSession),
    ...(isDecided(answer) ? decisions(ctx, { ...session, orderId }, answer, settling.commandId) : []),
  ]
}

type Written = Partial<typeof paymentSessions.$inferInsert>

function outcome(ctx: Moving, { amount, reads, status }: PaymentSession, answer: Answer): Written {
  const again = { readAt: ctx.now() + waitBefore(reads), reads: reads + 1 }
  if (answer === UNKNOWN) return { status: status === 'requires_action' ? status : 'processing', ...again }
  const { ref: providerRef, nextAction = null, error = null } = answer
  switch (answer.status) {
    case 'processing':
      return { status: 'processing', providerRef, ...again }
    case 'requires_action':
      return { status: 'requires_action', providerRef, nextAction, ...again }
    case 'authorized':
      return { status: 'authorized', providerRef, authorized: amount, nextAction: null, error: null, readAt: null }
    case 'captured':
      return {
        status: 'authorized',
        providerRef,
        authorized: amount,
        captured: amount,
        nextAction: null,
        error: null,
        readAt: null,
      }
    default:
      return { status: answer.status, providerRef, isLive: null, nextAction: null, error, readAt: null }
  }
}

const DECLINED: PaymentError = { code: 'declined', message: 'The provider declined the payment.' }

function decisions(ctx: Moving, session: PaymentSession, answer: Intent, commandId: string): Statement[] {
  const { amount } = session
  const fact = { ...factOf(session), amount }
  const event = { aggregate: session.id, commandId }
  const { status, ref, error = DECLINED } = answer
  if (status === 'declined')
    return [
      record(ctx, session, { kind: 'authorize', status: 'failed', ref, error }),
      emit(ctx, paymentDeclined, { ...event, data: { ...fact, code: error.code } }),
    ]
  if (status === 'cancelled')
    return [
      record(ctx, session, { kind: 'cancel', status: 'succeeded', ref }),
      emit(ctx, paymentCancelled, { ...event, data: fact }),
    ]
  const promised = [
    record(ctx, session, { kind: 'authorize', status: 'succeeded', ref }),
    emit(ctx, paymentAuthorized, { ...event, data: fact }),
  ]
  if (status !== 'captured') return promised
  return [
    ...promised,
    record(ctx, session, { kind: 'capture', status: 'succeeded', ref }),
    emit(ctx, paymentCaptured, { ...event, data: fact }),
  ]
}

interface Recorded {
  readonly kind: TransactionKind
  readonly status: 'succeeded' | 'failed'
  readonly ref: string
  readonly error?: PaymentError
}

/** The provider's own id of a movement can be written once only: whoever reports it a second time changes nothing. */
function record(
  ctx: Moving,
  { id, provider, amount, currency }: PaymentSession,
  { kind, status, ref, error }: Recorded,
) {
  const now = ctx.now()
  return insertTransaction(
    {
      id: ctx.newId('ptx'),
      sessionId: id,
      provider,
      kind,
      status,
      ref,
      amount,
      currency,
      error: error ?? null,
      actorKind: ctx.actor.kind,
      actorId: ctx.actor.id,
      createdAt: now,
      updatedAt: now,
    },
    { refuse: () => 'stale' },
  )
}

export function factOf({ id, cartId, orderId, provider, currency }: PaymentSession) {
  return { sessionId: id, cartId, orderId, provider, currency }
}
