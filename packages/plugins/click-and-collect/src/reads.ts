import { list, oneOf, param, query, rowBy } from '@vitrine/core'
import { and, asc, desc, eq, inArray, isNotNull, isNull, lte, sql } from 'drizzle-orm'
import type { Desk } from './desk.ts'
import { problems } from './problems.ts'
import type { Status } from './status.ts'
import { type HandOverRow, handOvers, type LineRow, lines, type PickupRow, pickups } from './tables.ts'

type Reading = Pick<Desk, 'db'>

/** While it waits or is made ready. */
const OPEN = ['placed', 'picking', 'ready', 'part_collected'] as const satisfies readonly Status[]
const WAITING = ['ready', 'part_collected'] as const satisfies readonly Status[]

export const isOpen = ({ status }: Pick<PickupRow, 'status'>) => (OPEN as readonly Status[]).includes(status)
export const isWaiting = ({ status }: Pick<PickupRow, 'status'>) => (WAITING as readonly Status[]).includes(status)

const byId = rowBy(pickups, 'id')
const ofOrder = query((q) =>
  q
    .select()
    .from(pickups)
    .where(eq(pickups.orderId, param('orderId')))
    .orderBy(asc(pickups.id)),
)
/** The open one first, then the latest. */
const byCode = query((q) =>
  q
    .select()
    .from(pickups)
    .where(eq(pickups.code, param('code')))
    .orderBy(sql`${pickups.closedAt} is not null`, desc(pickups.closedAt))
    .limit(1),
)
const openAt = query((q) =>
  q
    .select()
    .from(pickups)
    .where(and(eq(pickups.locationId, param('locationId')), inArray(pickups.status, [...OPEN])))
    .orderBy(asc(pickups.readyBy), asc(pickups.id))
    .limit(500),
)
const openEverywhere = query((q) =>
  q
    .select()
    .from(pickups)
    .where(inArray(pickups.status, [...OPEN]))
    .orderBy(asc(pickups.readyBy), asc(pickups.id))
    .limit(2_000),
)
const closedAt = query((q) =>
  q
    .select()
    .from(pickups)
    .where(and(eq(pickups.locationId, param('locationId')), isNotNull(pickups.closedAt)))
    .orderBy(desc(pickups.closedAt))
    .limit(50),
)
const byNumber = query((q) =>
  q
    .select()
    .from(pickups)
    .where(eq(pickups.orderNumber, param('number')))
    .orderBy(desc(pickups.id))
    .limit(50),
)
/** Of what comes to its end at one time, so many are read in one go. */
const AT_ONCE = 200
const isBehind = sql`(${pickups.collectUntil}, ${pickups.id}) > (${param('after')}, ${param('afterId')})`
const dueNow = query((q) =>
  q
    .select()
    .from(pickups)
    .where(and(inArray(pickups.status, [...WAITING]), lte(pickups.collectUntil, param('until')), isBehind))
    .orderBy(asc(pickups.collectUntil), asc(pickups.id))
    .limit(AT_ONCE),
)
const unreminded = query((q) =>
  q
    .select()
    .from(pickups)
    .where(
      and(
        inArray(pickups.status, [...WAITING]),
        isNull(pickups.remindedAt),
        lte(pickups.collectUntil, param('until')),
        isBehind,
      ),
    )
    .orderBy(asc(pickups.collectUntil), asc(pickups.id))
    .limit(AT_ONCE),
)
const linesOfMany = query((q) =>
  q
    .select()
    .from(lines)
    .where(oneOf(lines.pickupId, 'ids'))
    .orderBy(asc(lines.pickupId), asc(lines.position), asc(lines.lineId)),
)
const handOversOfMany = query((q) =>
  q.select().from(handOvers).where(oneOf(handOvers.pickupId, 'ids')).orderBy(asc(handOvers.at), asc(handOvers.id)),
)
const handOverById = rowBy(handOvers, 'id')

/** A pickup with its goods, the open quantities first in the hand of who picks. */
export interface Pickup extends PickupRow {
  readonly lines: readonly LineRow[]
  readonly handOvers: readonly HandOverRow[]
}

async function whole(desk: Reading, rows: readonly PickupRow[]): Promise<Pickup[]> {
  if (rows.length === 0) return []
  const ids = list(rows.map(({ id }) => id))
  const [goods, given] = await Promise.all([desk.db.all(linesOfMany, { ids }), desk.db.all(handOversOfMany, { ids })])
  return rows.map((row) => ({
    ...row,
    lines: goods.filter(({ pickupId }) => pickupId === row.id),
    handOvers: given.filter(({ pickupId }) => pickupId === row.id),
  }))
}

/** Throws `click-and-collect.notFound`. */
export async function pickupById(desk: Reading, id: string): Promise<Pickup> {
  const [found] = await whole(desk, [(await desk.db.get(byId, { id })) ?? missing()])
  return found ?? missing()
}

function missing(): never {
  throw problems.notFound()
}

export async function pickupsOfOrder(desk: Reading, orderId: string): Promise<Pickup[]> {
  return whole(desk, await desk.db.all(ofOrder, { orderId }))
}

export async function pickupByCode(desk: Reading, code: string): Promise<Pickup | undefined> {
  const row = await desk.db.get(byCode, { code })
  return row === undefined ? undefined : (await whole(desk, [row]))[0]
}

export async function isTaken(desk: Reading, code: string): Promise<boolean> {
  const found = await desk.db.get(byCode, { code })
  return found !== undefined && found.closedAt === null
}

interface Sought {
  readonly locationId?: string | undefined
  readonly order?: string | undefined
  readonly isClosed?: boolean | undefined
}

/** By order number, or the work of a store, or all open work. */
export async function findPickups(desk: Reading, { locationId, order, isClosed }: Sought): Promise<Pickup[]> {
  if (order !== undefined) return whole(desk, await desk.db.all(byNumber, { number: order }))
  if (locationId === undefined) return whole(desk, await desk.db.all(openEverywhere))
  return whole(desk, await desk.db.all(isClosed === true ? closedAt : openAt, { locationId }))
}

type Ending = Pick<PickupRow, 'id' | 'locationId' | 'language' | 'collectUntil'>

/** All whose time ends until then, page by page: one that cannot be worked on is left behind, and holds up no other. */
async function* endingBefore(desk: Reading, due: typeof dueNow, until: number): AsyncGenerator<Ending> {
  let last: Pick<Ending, 'id' | 'collectUntil'> | undefined
  do {
    const rows = await desk.db.all(due, { until, after: last?.collectUntil ?? 0, afterId: last?.id ?? '' })
    yield* rows
    last = rows.length === AT_ONCE ? rows.at(-1) : undefined
  } while (last !== undefined)
}

export const overdue = (desk: Reading, until: number) => endingBefore(desk, dueNow, until)
export const toRemind = (desk: Reading, until: number) => endingBefore(desk, unreminded, until)

/** Throws `click-and-collect.handOverNotFound`. */
export async function liveHandOver(desk: Reading, id: string): Promise<HandOverRow> {
  const found = await desk.db.get(handOverById, { id })
  if (found === undefined || found.undoneAt !== null) throw problems.handOverNotFound()
  return found
}

/** What is still to be handed over of each line. */
export function restOf({ lines: goods }: Pick<Pickup, 'lines'>): { lineId: string; quantity: number }[] {
  return goods.flatMap(({ lineId, quantity, collected }) =>
    quantity > collected ? [{ lineId, quantity: quantity - collected }] : [],
  )
}
