import { iso, moneyView } from '../kernel/index.ts'
import type { SessionView, StoreSession } from './model.ts'
import type { PaymentSession, PaymentTransaction } from './reads.ts'

/** A payment as its buyer sees it. */
export function storeSessionView(
  { id, provider, status, amount, currency, nextAction, error }: PaymentSession,
  language: string,
): StoreSession {
  return { id, provider, status, amount: moneyView(amount, currency, language), nextAction, error }
}

/** The staff reads amounts in English notation; clients format them as they like. */
const LANGUAGE = 'en'

export function sessionView(session: PaymentSession): SessionView {
  const { currency, capturing, voiding, refunding } = session
  const shown = (amount: number) => moneyView(amount, currency, LANGUAGE)
  return {
    id: session.id,
    cartId: session.cartId,
    orderId: session.orderId,
    provider: session.provider,
    providerRef: session.providerRef,
    status: session.status,
    captureMode: session.captureMode,
    amount: shown(session.amount),
    authorized: shown(session.authorized),
    captured: shown(session.captured),
    voided: shown(session.voided),
    refunded: shown(session.refunded),
    pending: shown(capturing + voiding + refunding),
    error: session.error,
    version: session.version,
    createdAt: iso(session.createdAt),
    updatedAt: iso(session.updatedAt),
  }
}

export function transactionView(row: PaymentTransaction) {
  const { id, sessionId, kind, status, amount, currency, ref, reason, error, actorKind, actorId } = row
  return {
    id,
    sessionId,
    kind,
    status,
    amount: moneyView(amount, currency, LANGUAGE),
    ref,
    reason,
    error,
    actor: { kind: actorKind, id: actorId },
    createdAt: iso(row.createdAt),
    updatedAt: iso(row.updatedAt),
  }
}
