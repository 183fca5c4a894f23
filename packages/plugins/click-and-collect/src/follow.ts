import { emit, insertInto, type Statement, timelineEntry, update } from '@vitrine/core'
import { newCode } from './code.ts'
import type { Desk } from './desk.ts'
import { events } from './events.ts'
import { tell } from './messages.ts'
import { isOpen, isTaken, type Pickup, pickupsOfOrder } from './reads.ts'
import { closingAfter, doneBy } from './schedule.ts'
import type { Status } from './status.ts'
import { stepLines } from './step.ts'
import { type RulesOf, storeById, storeRules } from './stores.ts'
import { type LineRow, lines, type PickupRow, pickups } from './tables.ts'

type Order = Awaited<ReturnType<Desk['core']['orders']['get']>>
type Work = Awaited<ReturnType<Desk['core']['fulfillment']['get']>>

const insertPickup = insertInto(pickups)
const insertLine = insertInto(lines)
const changeLine = update(lines)
const stale = { changes: 1, refuse: () => 'stale' as const }

/**
 * Brings the pickups of an order to what the core says about it, whoever changed it: goods that shall be collected get one, quantities follow
 * cancellations and edits, what was handed over or taken back without this plugin is noted. Does nothing when all agrees.
 */
export async function follow(desk: Desk, orderId: string): Promise<void> {
  await desk.db.run('follow', async (commandId) => {
    const [order, { items }, known, rulesOf] = await Promise.all([
      desk.core.orders.get({ params: { id: orderId } }),
      desk.core.fulfillment.list({ query: { order: orderId, limit: 100 } }),
      pickupsOfOrder(desk, orderId),
      storeRules(desk),
    ])
    const work = items.filter(isCollected)
    const seen = { desk, order, rulesOf, commandId, isFirst: known.length === 0 }
    const statements = await Promise.all(
      work.map((one) => {
        const pickup = known.find(({ fulfillmentOrderId }) => fulfillmentOrderId === one.id)
        return pickup === undefined ? begin(seen, one) : agree(seen, pickup, one)
      }),
    )
    return { statements: statements.flat(), result: null }
  })
}

const isCollected = ({ method, locationId }: Work) => method === 'pickup' && locationId !== null
const isOver = ({ status }: Work) => status === 'cancelled' || status === 'closed'

/** What an order is about to get of pickups: the event that makes them is on its way. */
export async function pendingPickups(desk: Desk, orderId: string, known: readonly Pickup[]): Promise<Pickup[]> {
  const { items } = await desk.core.fulfillment.list({ query: { order: orderId, limit: 100 } })
  const work = items.filter(
    (one) => isCollected(one) && !isOver(one) && known.every(({ fulfillmentOrderId }) => fulfillmentOrderId !== one.id),
  )
  if (work.length === 0) return []
  const [order, rulesOf] = await Promise.all([desk.core.orders.get({ params: { id: orderId } }), storeRules(desk)])
  return work.map((one) => {
    const row = newPickup({ desk, order, rulesOf }, one)
    return { ...row, id: one.id, lines: linesOf(one.id, order, one), handOvers: [] }
  })
}

interface Seen {
  readonly desk: Desk
  readonly order: Order
  readonly rulesOf: RulesOf
  readonly commandId: string
  readonly isFirst: boolean
}

/** Goods that shall be collected, seen for the first time: what became of them meanwhile follows as a step of its own. */
async function begin(seen: Seen, work: Work): Promise<Statement[]> {
  const { desk, order, commandId, isFirst } = seen
  const row = newPickup(seen, work)
  const goods = linesOf(row.id, order, work)
  const { id, orderId, locationId, status } = row
  const fact = { pickupId: id, orderId, locationId, status }
  const pickup = { ...row, lines: goods, handOvers: [] }
  const now = statusOf(pickup, work, goods)
  return [
    insertPickup(row, { refuse: () => 'stale' }),
    ...goods.map((line) => insertLine(line)),
    timelineEntry(desk.ctx, { orderId, kind: 'click-and-collect/placed', data: fact, commandId }),
    emit(desk.ctx, events.placed, { aggregate: orderId, data: fact, commandId }),
    ...(now === status ? [] : await arrive(seen, pickup, now)),
    ...(isFirst || isOver(work) ? [] : await tellOf(seen, 'moved', pickup)),
  ]
}

function newPickup({ desk, order, rulesOf }: Pick<Seen, 'desk' | 'order' | 'rulesOf'>, work: Work): PickupRow {
  const now = desk.now()
  const locationId = work.locationId ?? ''
  const rules = rulesOf(locationId)
  const buyer = order.billingAddress ?? order.shippingAddress
  const name = [buyer?.firstName, buyer?.lastName].filter((part) => part !== undefined && part !== null && part !== '')
  return {
    ...{ locationId, fulfillmentOrderId: work.id, orderId: order.id, orderNumber: order.number },
    ...{ email: order.email, language: order.language, name: name.join(' ') },
    id: desk.newId('pku'),
    code: newCode(),
    status: 'placed',
    collector: null,
    readyBy: promised(order, locationId) ?? doneBy(rules, now, rules.preparationMinutes),
    ...{ readyAt: null, collectUntil: null, remindedAt: null, closedAt: null },
    ...{ version: 1, createdAt: now, updatedAt: now },
  }
}

/** What the buyer was told when choosing the store. */
function promised({ delivery }: Order, locationId: string): number | null {
  const ways = delivery === null ? [] : [delivery, ...delivery.parts]
  const way = ways.find(({ pickupLocationId, readyAt }) => pickupLocationId === locationId && readyAt !== null)
  const { readyAt = null } = way ?? {}
  return readyAt === null ? null : Date.parse(readyAt)
}

function linesOf(pickupId: string, order: Order, work: Work): LineRow[] {
  return work.lines.flatMap(({ lineId, quantity, fulfilled }) => {
    const position = order.lines.findIndex(({ id }) => id === lineId)
    const line = order.lines[position]
    if (line === undefined) return []
    const { variantId, sku, title, variantTitle, image } = line
    return [
      {
        ...{ pickupId, lineId, variantId, sku, title, variantTitle, image, position, quantity },
        ...{ picked: fulfilled, collected: fulfilled },
      },
    ]
  })
}

/** What differs between a pickup and the work of the core. */
async function agree(seen: Seen, pickup: Pickup, work: Work): Promise<Statement[]> {
  const goods = linesOf(pickup.id, seen.order, work)
  const changed = goods.flatMap((line) => changeOf(pickup, line))
  const status = statusOf(pickup, work, goods)
  if (status === pickup.status && changed.length === 0) return []
  return [...changed, ...(await arrive(seen, { ...pickup, lines: goods }, status))]
}

function changeOf(pickup: Pickup, { pickupId, lineId, quantity, collected, ...line }: LineRow): Statement[] {
  const before = pickup.lines.find((one) => one.lineId === lineId)
  if (before === undefined) return [insertLine({ ...line, pickupId, lineId, quantity, collected })]
  if (before.quantity === quantity && before.collected === collected) return []
  const picked = Math.max(collected, Math.min(before.picked, quantity))
  const was = { pickupId, lineId, quantity: before.quantity, picked: before.picked, collected: before.collected }
  return [changeLine(was, { quantity, picked, collected }, stale)]
}

function statusOf(pickup: Pickup, { status }: Work, goods: readonly LineRow[]): Status {
  if (pickup.status === 'expired' || pickup.status === 'refused') return pickup.status
  const collected = goods.reduce((sum, line) => sum + line.collected, 0)
  const open = goods.reduce((sum, line) => sum + line.quantity, 0) - collected
  if (open === 0) return collected > 0 ? 'collected' : 'cancelled'
  if (collected > 0) return 'part_collected'
  if (status === 'ready' || pickup.readyAt !== null) return 'ready'
  return status === 'in_progress' || pickup.status === 'picking' ? 'picking' : 'placed'
}

const named: Partial<Record<Status, typeof events.changed>> = { picking: events.picking, cancelled: events.cancelled }

/** The step to what the core has decided without this plugin. */
async function arrive(seen: Seen, pickup: Pickup, status: Status): Promise<Statement[]> {
  const { desk, rulesOf, commandId } = seen
  const now = desk.now()
  const isNewlyReady = status === 'ready' && pickup.readyAt === null
  const { code } = isOpen(pickup) || !(await isTaken(desk, pickup.code)) ? pickup : { code: newCode() }
  const rules = rulesOf(pickup.locationId)
  const patch = {
    ...{ status, code },
    closedAt: isOpen({ status }) ? null : (pickup.closedAt ?? now),
    ...(isNewlyReady ? { readyAt: now, collectUntil: closingAfter(rules, now + rules.keepDays * 86_400_000) } : {}),
  }
  const event = isNewlyReady ? events.ready : (named[status] ?? events.changed)
  return [
    ...stepLines(desk, { pickup, patch, event, more: {}, commandId }),
    ...(isNewlyReady ? await tellOf(seen, 'ready', { ...pickup, ...patch }) : []),
  ]
}

async function tellOf({ desk, rulesOf }: Seen, kind: 'ready' | 'moved', pickup: Pickup): Promise<Statement[]> {
  const store = await storeById(desk, pickup.locationId, [pickup.language])
  return tell(desk, kind, { pickup, store, rules: rulesOf(pickup.locationId) })
}
