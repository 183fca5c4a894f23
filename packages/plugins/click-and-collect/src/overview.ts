import { param, query } from '@vitrine/core'
import { and, asc, inArray, isNull, lt, sql } from 'drizzle-orm'
import type { Desk } from './desk.ts'
import { pickups } from './tables.ts'

const SOON = 86_400_000

const isUnmade = inArray(pickups.status, ['placed', 'picking'])
const isLate = and(isUnmade, lt(pickups.readyBy, param('now')))
const isReady = inArray(pickups.status, ['ready', 'part_collected'])
const isEnding = and(isReady, lt(pickups.collectUntil, param('soon')))
const many = (condition: typeof isLate) => sql<number>`count(*) filter (where ${condition})`

/** Counted where they lie: a shop may have tens of thousands of them open. */
const openWork = query((q) =>
  q
    .select({
      waiting: many(isUnmade).as('waiting'),
      late: many(isLate).as('late'),
      ready: many(isReady).as('ready'),
      endingSoon: many(isEnding).as('ending_soon'),
    })
    .from(pickups)
    .where(isNull(pickups.closedAt)),
)

const TOLD = 5

const latest = query((q) =>
  q
    .select({ orderNumber: pickups.orderNumber, readyBy: pickups.readyBy })
    .from(pickups)
    .where(and(isNull(pickups.closedAt), isLate))
    .orderBy(asc(pickups.readyBy), asc(pickups.id))
    .limit(TOLD),
)

const NONE = { waiting: 0, late: 0, ready: 0, endingSoon: 0 }

/** Open work of all stores, by what matters about it. */
export async function overviewOf({ db, now }: Pick<Desk, 'db' | 'now'>) {
  return (await db.get(openWork, { now: now(), soon: now() + SOON })) ?? NONE
}

/** What somebody must do now: orders that were promised for a time that is over. */
export async function whatWaits(desk: Desk) {
  const { late } = await overviewOf(desk)
  if (late === 0) return []
  const told = await desk.db.all(latest, { now: desk.now() })
  const numbers = told.map(({ orderNumber }) => orderNumber).join(', ')
  return [
    {
      id: 'late',
      title: 'Pickups are late',
      detail: `Promised and not ready: ${late > told.length ? `${numbers} and others` : numbers}.`,
      href: '/admin/click-and-collect/pickups',
      count: late,
      since: told[0]?.readyBy ?? desk.now(),
    },
  ]
}
