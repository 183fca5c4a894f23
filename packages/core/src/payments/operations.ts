import { type Context, requireVersion, run, SECOND } from '../kernel/index.ts'
import { callProvider, UNKNOWN } from './call.ts'
import { finishOperation, postponeOperation } from './finish.ts'
import type { TransactionKind } from './model.ts'
import { problems } from './problems.ts'
import { findProvider, type OperationOutcome, type PaymentProvider } from './provider.ts'
import { type PaymentSession, type PaymentTransaction, sessionById, transactionById } from './reads.ts'
import { requireSession } from './sessions.ts'
import { changeSession, insertTransaction, staleSession } from './settle.ts'

export type OperationKind = Exclude<TransactionKind, 'authorize'>

export interface Operation {
  readonly sessionId: string
  /** Minor units; everything that is left when not given. */
  readonly amount?: number | undefined
  readonly reason?: string | undefined
  /** The version that the caller has seen. */
  readonly expected?: number | undefined
}

/** Takes promised money. Throws `payments.notCapturable`, and `payments.refused` when the provider says no. */
export function capturePayment(ctx: Context, operation: Operation): Promise<PaymentTransaction> {
  return operate(ctx, 'capture', operation)
}

/** Gives back what is promised and not captured. Throws `payments.notCancellable` or `payments.refused`. */
export function voidPayment(ctx: Context, operation: Omit<Operation, 'amount'>): Promise<PaymentTransaction> {
  return operate(ctx, 'cancel', operation)
}

/** Sends captured money back. Throws `payments.notRefundable` or `payments.refused`. */
export function refundPayment(ctx: Context, operation: Operation): Promise<PaymentTransaction> {
  return operate(ctx, 'refund', operation)
}

/** What can still be captured, voided or refunded, in minor units; what is asked for already counts as gone. */
export function leftFor(kind: OperationKind, session: PaymentSession): number {
  const { authorized, captured, capturing, voided, voiding, refunded, refunding } = session
  return kind === 'refund' ? captured - refunded - refunding : authorized - captured - capturing - voided - voiding
}

/**
 * Three steps, because a provider can't join a transaction: set the amount aside, ask the provider with the transaction's id as key,
 * write the answer down. A crash or time-out between leaves a pending transaction, which a job asks again with the same key.
 */
async function operate(ctx: Context, kind: OperationKind, operation: Operation): Promise<PaymentTransaction> {
  const { result } = await run(ctx, {
    name: `payment.${kind}`,
    plan: async () => {
      const session = requireSession(await sessionById(ctx, operation.sessionId))
      requireVersion(operation.expected, session.version)
      const amount = amountFor(kind, session, operation.amount)
      const id = ctx.newId('ptx')
      return { statements: setAside(ctx, session, { ...operation, id, kind, amount }), result: { id } }
    },
  })
  return continueOperation(ctx, result.id, { isAsked: true })
}

const refusals = {
  capture: problems.notCapturable,
  refund: problems.notRefundable,
  cancel: () => problems.notCancellable(),
} as const

function amountFor(kind: OperationKind, session: PaymentSession, asked: number | undefined): number {
  const available = session.status === 'authorized' ? leftFor(kind, session) : 0
  const amount = asked ?? available
  if (amount >= 1 && amount <= available) return amount
  throw refusals[kind]({ detail: `${available} minor units are left for it.`, extra: { available } })
}

interface Aside extends Operation {
  readonly id: string
  readonly kind: OperationKind
  readonly amount: number
}

const COLUMN = { capture: 'capturing', cancel: 'voiding', refund: 'refunding' } as const

function setAside(ctx: Context, session: PaymentSession, { id, kind, amount, reason }: Aside) {
  const { version, provider, currency } = session
  const now = ctx.now()
  const column = COLUMN[kind]
  return [
    changeSession(
      { id: session.id, version },
      { [column]: session[column] + amount, version: version + 1, updatedAt: now },
      staleSession,
    ),
    insertTransaction({
      id,
      sessionId: session.id,
      provider,
      kind,
      status: 'pending',
      amount,
      currency,
      reason: reason ?? null,
      actorKind: ctx.actor.kind,
      actorId: ctx.actor.id,
      retryAt: now + RETRY,
      createdAt: now,
      updatedAt: now,
    }),
  ]
}

/** Later than any call can take. */
const RETRY = 30 * SECOND

/** Asks the provider about a pending transaction, for the first time or again, and writes down what it says. */
export async function continueOperation(
  ctx: Context,
  id: string,
  { isAsked }: { readonly isAsked: boolean },
): Promise<PaymentTransaction> {
  const transaction = await requireTransaction(ctx, id)
  if (transaction.status !== 'pending') return outcomeOf(transaction, isAsked)
  const session = requireSession(await sessionById(ctx, transaction.sessionId))
  const provider = findProvider(ctx, session.provider)
  const outcome = provider === undefined ? UNKNOWN : await ask(ctx, provider, { session, transaction })
  if (outcome === UNKNOWN || outcome.status === 'pending') await postponeOperation(ctx, transaction)
  else await finishOperation(ctx, { transactionId: id, outcome, releasesRest: provider?.multiCapture !== true })
  return outcomeOf(await requireTransaction(ctx, id), isAsked)
}

function outcomeOf(transaction: PaymentTransaction, isAsked: boolean): PaymentTransaction {
  if (isAsked && transaction.status === 'failed') throw problems.refused({ detail: transaction.error?.message ?? '' })
  return transaction
}

interface Asking {
  readonly session: PaymentSession
  readonly transaction: PaymentTransaction
}

function ask(
  ctx: Context,
  provider: PaymentProvider,
  { session, transaction }: Asking,
): Promise<OperationOutcome | typeof UNKNOWN> {
  const { id: key, kind, amount, currency, reason } = transaction
  const input = { key, intent: { key: session.id, ref: session.providerRef }, amount, currency, reason }
  return callProvider(ctx, provider, (call) => provider[kind === 'authorize' ? 'cancel' : kind](input, call))
}

async function requireTransaction(ctx: Context, id: string): Promise<PaymentTransaction> {
  const found = await transactionById(ctx, id)
  if (found === undefined) throw problems.notFound()
  return found
}
