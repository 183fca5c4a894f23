import { type EventType, emit } from '../events/index.ts'
import { type Context, run, type Statement, update } from '../kernel/index.ts'
import { paymentCancelled, paymentCaptured, paymentFailed, paymentRefunded } from './events.ts'
import { waitBefore } from './pace.ts'
import type { OperationOutcome } from './provider.ts'
import { type PaymentSession, type PaymentTransaction, sessionById, transactionById } from './reads.ts'
import { paymentTransactions } from './schema.ts'
import { changeSession, factOf, staleSession } from './settle.ts'

const changeTransaction = update(paymentTransactions)

export interface Finished {
  readonly transactionId: string
  readonly outcome: Exclude<OperationOutcome, { status: 'pending' }>
  /** The provider lets the rest of a promise lapse at its first capture. */
  readonly releasesRest: boolean
}

/** Writes down how a capture, void or refund ended, once, whoever found out. */
export async function finishOperation(ctx: Context, { transactionId, outcome, releasesRest }: Finished): Promise<void> {
  await run(ctx, {
    name: 'payment.finish',
    id: `payment.finish/${transactionId}`,
    plan: async (commandId) => {
      const transaction = await transactionById(ctx, transactionId)
      const session = transaction && (await sessionById(ctx, transaction.sessionId))
      if (session === undefined || transaction?.status !== 'pending') return { statements: [], result: null }
      const ended = { session, transaction, outcome, releasesRest, commandId }
      return { statements: [close(ctx, ended), book(ctx, ended), announce(ctx, ended)], result: null }
    },
  })
}

interface Ended extends Omit<Finished, 'transactionId'> {
  readonly session: PaymentSession
  readonly transaction: PaymentTransaction
  readonly commandId: string
}

function close(ctx: Context, { transaction: { id }, outcome }: Ended): Statement {
  const settled = outcome.status === 'succeeded' ? { ref: outcome.ref } : { error: outcome.error }
  return changeTransaction(
    { id, status: 'pending' },
    { status: outcome.status, ...settled, retryAt: null, updatedAt: ctx.now() },
    staleSession,
  )
}

/** Moves the amount from what is asked for to what has happened; a failure only takes it out of what is asked for. */
function book(ctx: Context, { session, transaction: { kind, amount }, outcome, releasesRest }: Ended): Statement {
  const { id, version } = session
  const done = outcome.status === 'succeeded' ? amount : 0
  const stamp = { version: version + 1, updatedAt: ctx.now() }
  if (kind === 'refund')
    return changeSession(
      { id, version },
      { refunding: session.refunding - amount, refunded: session.refunded + done, ...stamp },
      staleSession,
    )
  if (kind === 'cancel') {
    const voided = session.voided + done
    const isGone = voided === session.authorized && session.authorized > 0
    return changeSession(
      { id, version },
      { voiding: session.voiding - amount, voided, ...(isGone ? { status: 'cancelled', isLive: null } : {}), ...stamp },
      staleSession,
    )
  }
  const capturing = session.capturing - amount
  const captured = session.captured + done
  const rest = session.authorized - captured - capturing - session.voided - session.voiding
  const voided = session.voided + (releasesRest && done > 0 ? rest : 0)
  return changeSession({ id, version }, { capturing, captured, voided, ...stamp }, staleSession)
}

const HAPPENED = { capture: paymentCaptured, cancel: paymentCancelled } as const

function announce(ctx: Context, { session, transaction, outcome, commandId }: Ended): Statement {
  const { kind, amount, reason } = transaction
  const fact = { ...factOf(session), amount }
  const event = { aggregate: session.id, commandId }
  if (outcome.status === 'failed')
    return emit(ctx, paymentFailed, { ...event, data: { ...fact, kind, code: outcome.error.code } })
  if (kind === 'refund') return emit(ctx, paymentRefunded, { ...event, data: { ...fact, reason } })
  const type: EventType<typeof fact> = HAPPENED[kind === 'capture' ? 'capture' : 'cancel']
  return emit(ctx, type, { ...event, data: fact })
}

/** Nobody knows yet: asked again later, longer each time. */
export async function postponeOperation(ctx: Context, { id, attempts }: PaymentTransaction): Promise<void> {
  await run(ctx, {
    name: 'payment.postpone',
    id: `payment.postpone/${id}/${attempts}`,
    plan: () => {
      const next = { retryAt: ctx.now() + waitBefore(attempts + 1), attempts: attempts + 1, updatedAt: ctx.now() }
      return { statements: [changeTransaction({ id, status: 'pending', attempts }, next)], result: null }
    },
  })
}
