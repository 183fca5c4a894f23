import type { Desk } from './desk.ts'
import { findPickups, isWaiting, type Pickup } from './reads.ts'

const SOON = 86_400_000

/** Open work of all stores, by what matters about it. */
async function openWork(desk: Desk) {
  const open = await findPickups(desk, {})
  const ready = open.filter(isWaiting)
  const unmade = open.filter((pickup) => !isWaiting(pickup))
  return {
    ready,
    unmade,
    late: unmade.filter(({ readyBy }) => readyBy !== null && readyBy < desk.now()),
    endingSoon: ready.filter(({ collectUntil }) => (collectUntil ?? 0) < desk.now() + SOON),
  }
}

export async function overviewOf(desk: Desk) {
  const { ready, unmade, late, endingSoon } = await openWork(desk)
  return { waiting: unmade.length, late: late.length, ready: ready.length, endingSoon: endingSoon.length }
}

/** What somebody must do now: orders that were promised for a time that is over. */
export async function whatWaits(desk: Desk) {
  const { late } = await openWork(desk)
  if (late.length === 0) return []
  return [
    {
      id: 'late',
      title: 'Pickups are late',
      detail: `Promised and not ready: ${ordersOf(late)}.`,
      href: '/admin/click-and-collect/pickups',
      count: late.length,
      since: Math.min(...late.map(({ readyBy }) => readyBy ?? desk.now())),
    },
  ]
}

function ordersOf(pickups: readonly Pickup[]): string {
  const numbers = pickups.slice(0, 5).map(({ orderNumber }) => orderNumber)
  return pickups.length > numbers.length ? `${numbers.join(', ')} and others` : numbers.join(', ')
}
