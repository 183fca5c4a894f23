import { iso, param, plain, query } from '@vitrine/core'
import { eq, sql } from 'drizzle-orm'
import { readCode } from './code.ts'
import type { Desk } from './desk.ts'
import { problems } from './problems.ts'
import { isTicket, readTicket } from './qr.ts'
import { isWaiting, type Pickup, pickupByCode, pickupById } from './reads.ts'
import { storeById } from './stores.ts'
import { guesses } from './tables.ts'

/** Milliseconds in which the wrong codes of a desk are counted. */
const WINDOW = 600_000

const ofDesk = query((q) =>
  q
    .select()
    .from(guesses)
    .where(eq(guesses.desk, param('desk'))),
)
const count = plain(sql`insert into click_and_collect_guesses (desk, wrong, since)
  values (${param('desk')}, 1, ${param('now')})
  on conflict (desk) do update set
    wrong = case when since <= ${param('before')} then 1 else wrong + 1 end,
    since = case when since <= ${param('before')} then ${param('now')} else since end`)

export interface Shown {
  /** What the customer says or shows: six symbols, or what the scanner read from the picture. */
  readonly code: string
  /** The store of the desk. */
  readonly locationId: string
}

/**
 * The pickup that a customer came for, ready to be handed over at this desk. Every reason against it has an answer of its own: wrong, used,
 * expired, cancelled, not ready, another store. Wrong codes are counted per desk.
 */
export async function pickupAtDesk(desk: Desk, shown: Shown): Promise<Pickup> {
  const pickup = isTicket(shown.code) ? await byTicket(desk, shown.code) : await byTyping(desk, shown)
  await requireHere(desk, pickup, shown.locationId)
  return pickup
}

/** Throws what speaks against handing it over at this store. */
export async function requireHere(desk: Desk, pickup: Pickup, locationId: string): Promise<void> {
  requireNotUsed(pickup)
  if (pickup.locationId !== locationId) {
    const store = await storeById(desk, pickup.locationId)
    throw problems.wrongStore({
      detail: `They wait in ${store.name}.`,
      extra: { pickupId: pickup.id, locationId: pickup.locationId, store: store.name },
    })
  }
  requireWaiting(pickup)
}

async function byTicket(desk: Desk, text: string): Promise<Pickup> {
  const ticket = readTicket(desk.signer, text)
  if (ticket === undefined) throw problems.forgedTicket()
  return pickupById(desk, ticket.pickupId)
}

async function byTyping(desk: Desk, { code: typed, locationId }: Shown): Promise<Pickup> {
  const code = readCode(typed)
  if (code === undefined) throw problems.unreadableCode()
  const key = `${locationId}/${desk.ctx.actor.kind}/${desk.ctx.actor.id ?? ''}`
  await requirePatience(desk, key)
  const pickup = await pickupByCode(desk, code)
  if (pickup !== undefined) return pickup
  const now = desk.now()
  await desk.db.run('guess', () => ({ statements: [count({ desk: key, now, before: now - WINDOW })], result: null }))
  const { wrong = 0 } = (await desk.db.get(ofDesk, { desk: key })) ?? {}
  throw problems.wrongCode({ extra: { left: Math.max(0, desk.config.guesses - wrong) } })
}

async function requirePatience(desk: Desk, key: string): Promise<void> {
  const found = await desk.db.get(ofDesk, { desk: key })
  if (found === undefined || found.wrong < desk.config.guesses) return
  const seconds = Math.ceil((found.since + WINDOW - desk.now()) / 1_000)
  if (seconds > 0) throw problems.tooManyGuesses({ headers: { 'Retry-After': String(seconds) } })
}

/** Throws what became of a pickup that is over. */
export function requireNotUsed(pickup: Pickup): void {
  const { id: pickupId, status, closedAt } = pickup
  const at = closedAt === null ? null : iso(closedAt)
  if (status === 'collected') {
    const last = pickup.handOvers.filter(({ undoneAt }) => undoneAt === null).at(-1)
    const collector = last?.collector ?? pickup.collector
    throw problems.usedCode({ extra: { pickupId, order: pickup.orderNumber, at, collector } })
  }
  if (status === 'expired') throw problems.expiredCode({ extra: { pickupId, at } })
  if (status === 'cancelled' || status === 'refused') throw problems.cancelledCode({ extra: { pickupId, status } })
}

export function requireWaiting(pickup: Pickup): void {
  const { id: pickupId, status, readyBy } = pickup
  if (!isWaiting(pickup))
    throw problems.notReady({ extra: { pickupId, status, readyBy: readyBy === null ? null : iso(readyBy) } })
}
