import { iso } from '@vitrine/core'
import { spelled } from './code.ts'
import type { Desk } from './desk.ts'
import type { PickupView } from './model.ts'
import { drawTicket, ticketOf } from './qr.ts'
import { isWaiting, type Pickup } from './reads.ts'
import { isOpenAt } from './schedule.ts'
import type { Rules, Store } from './stores.ts'

const timeOf = (ms: number | null) => (ms === null ? null : iso(ms))

export function pickupView({ now, config }: Pick<Desk, 'now' | 'config'>, pickup: Pickup): PickupView {
  const { id, orderId, orderNumber, fulfillmentOrderId, locationId, status, name, email, collector, readyBy } = pickup
  const isMade = pickup.readyAt !== null || pickup.closedAt !== null
  return {
    ...{ id, orderId, fulfillmentOrderId, locationId, status, name, email, collector },
    order: orderNumber,
    readyBy: timeOf(readyBy),
    isLate: !isMade && readyBy !== null && readyBy < now(),
    readyAt: timeOf(pickup.readyAt),
    collectUntil: timeOf(pickup.collectUntil),
    remindedAt: timeOf(pickup.remindedAt),
    closedAt: timeOf(pickup.closedAt),
    lines: pickup.lines.map(({ pickupId: _, position: __, ...line }) => line),
    handOvers: pickup.handOvers.map((given) => ({
      ...{ id: given.id, lines: given.lines, collector: given.collector, actorId: given.actorId, note: given.note },
      at: iso(given.at),
      undoUntil: iso(given.at + config.undoMinutes * 60_000),
      undoneAt: timeOf(given.undoneAt),
    })),
    createdAt: iso(pickup.createdAt),
  }
}

interface About {
  readonly store: Store
  readonly rules: Rules
}

export function buyerView({ signer }: Pick<Desk, 'signer'>, pickup: Pickup, { store, rules }: About) {
  const { id, status, code, collector, readyBy, collectUntil } = pickup
  const ticket = isWaiting(pickup) ? ticketOf(signer, { pickupId: id, code }) : undefined
  return {
    ...{ id, status, collector },
    store: { ...store, address: [...store.address], timeZone: rules.timeZone },
    readyBy: timeOf(readyBy),
    collectUntil: timeOf(collectUntil),
    code: ticket === undefined ? null : spelled(code),
    qr: ticket === undefined ? null : { text: ticket, svg: drawTicket(ticket) },
    lines: pickup.lines
      .filter(({ quantity }) => quantity > 0)
      .map(({ lineId, title, variantTitle, quantity, collected }) => ({
        ...{ lineId, title, variantTitle, quantity, collected },
      })),
  }
}

export function storeSettings({ now }: Pick<Desk, 'now'>, store: Store, { isActive, ...rules }: Rules) {
  return {
    ...store,
    address: [...store.address],
    isActive,
    isOpen: isActive && isOpenAt(rules, now()),
    rules: settable(rules),
  }
}

const settable = ({ timeZone, hours, closedDays, preparationMinutes, keepDays }: Omit<Rules, 'isActive'>) => ({
  ...{ timeZone, preparationMinutes, keepDays },
  hours: [...hours],
  closedDays: [...closedDays],
})
