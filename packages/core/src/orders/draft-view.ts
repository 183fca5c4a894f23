import { iso, moneyView } from '../kernel/index.ts'
import type { Draft } from './draft.ts'
import type { DraftRow } from './drafts.ts'

/** A draft as staff see it. */
export function draftView(draft: DraftRow): Draft {
  const { id, number, status, marketId, channelId, currency, language, customerId, orderId, version } = draft
  const { email, phone, shippingAddress, billingAddress, note, delivery } = draft
  const money = (amount: number | null) => (amount === null ? null : moneyView(amount, currency, language))
  return {
    ...{ id, number, status, marketId, channelId, currency, language, customerId, orderId, version },
    ...{ email, phone, shippingAddress, billingAddress, note },
    delivery: delivery === null ? null : { ...delivery, amount: money(delivery.amount) },
    lines: draft.lines.map((line) => ({ ...line, unitAmount: money(line.unitAmount) })),
    createdAt: iso(draft.createdAt),
    updatedAt: iso(draft.updatedAt),
  }
}
