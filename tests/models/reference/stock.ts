/*
 * What stock means, in the fewest words: goods on shelves, and pledges of them to carts and orders. Knows nothing of tables, ledgers or ids.
 * Where goods come from is not its business: it is told, and checks that it was possible. A refusal is thrown as its code.
 */

export type Goods = Readonly<Record<string, { readonly price: number; readonly backorder: boolean }>>
/** So much of something; `line` is the name of the line that wants it. */
export type Wanted = { readonly line: string; readonly sku: string; readonly quantity: number }
/** A part of a line from one place; `short` of it was not there. */
export type Part = Wanted & { readonly place: string; readonly short: number }
/** Whose it is, until when it is kept, and what became of it. */
export type Pledge = Part & { owner: string; endsAt: number; sent: number; given: number }
type Adjusting = 'receive' | 'count' | 'damage' | 'repair' | 'write_off'
type Transfer = { from: string; to: string; sku: string; open: number; received: number; status: string }

export const HOLD_TIME = 15 * 60_000
/** Orders keep their goods. */
export const EVER = Number.POSITIVE_INFINITY
export const MISSING = 'inventory.insufficient'

export const sum = <T>(all: Iterable<T>, of: (one: T) => number) => [...all].reduce((total, one) => total + of(one), 0)
export const openOf = ({ quantity, sent, given }: Pledge) => quantity - sent - given
export const need: (isPossible: boolean, otherwise: string) => void = (isPossible, otherwise) => {
  if (!isPossible) throw otherwise
}

export function createStock(goods: Goods, places: readonly string[]) {
  const clock = { now: 0 }
  const shelves = new Map<string, { onHand: number; damaged: number; coming: number }>()
  const transfers: Transfer[] = []
  let pledges: Pledge[] = []

  const shelf = (sku: string, place: string) => {
    const found = shelves.get(`${sku}/${place}`) ?? { onHand: 0, damaged: 0, coming: 0 }
    shelves.set(`${sku}/${place}`, found)
    return found
  }
  /** What remains when everybody has what was pledged; below zero it is debt. */
  const left = (sku: string, place: string, counts = (_: Pledge) => true) => {
    const own = pledges.filter((one) => one.sku === sku && one.place === place && counts(one))
    return shelf(sku, place).onHand - shelf(sku, place).damaged - sum(own, openOf)
  }
  const available = (sku: string, place: string) => Math.max(0, left(sku, place))
  const isLate = ({ endsAt }: Pledge) => endsAt <= clock.now
  const drop = (isOver: (one: Pledge) => boolean) => {
    pledges = pledges.filter((one) => !isOver(one))
  }
  /** What can't be had in full: of what is free, what the owner has already, and what others kept too long. */
  const missing = (lines: readonly Wanted[], owner = ''): string[] =>
    lines.flatMap(({ sku }) => {
      const counts = (one: Pledge) => !isLate(one) && one.owner !== owner
      const had = sum(places, (place) => Math.max(0, left(sku, place, counts)))
      const asked = lines.filter((line) => line.sku === sku)
      return goods[sku]?.backorder === true || sum(asked, ({ quantity }) => quantity) <= had ? [] : [sku]
    })

  const dispatch = (it: Transfer) => {
    need(it.status === 'draft', 'inventory.transferStatus')
    need(available(it.sku, it.from) >= it.open, MISSING)
    shelf(it.sku, it.from).onHand -= it.open
    shelf(it.sku, it.to).coming += it.open
    it.status = 'in_transit'
  }

  return {
    clock,
    transfers,
    shelf,
    available,
    missing,
    isLate,
    pledges: () => pledges,
    release: (owner: string) => drop((one) => one.owner === owner),
    endLate: () => drop(isLate),
    numbers(sku: string, place: string) {
      const { onHand, damaged, coming } = shelf(sku, place)
      const open = (isHeld: boolean) =>
        sum(
          pledges.filter((one) => one.sku === sku && one.place === place && one.endsAt < EVER === isHeld),
          openOf,
        )
      const rest = { available: available(sku, place), short: Math.max(0, -left(sku, place)) }
      return { onHand, reserved: open(true), committed: open(false), unavailable: damaged, incoming: coming, ...rest }
    },
    /** The parts must be what was wanted and be there; only what may be ordered ahead may be owed. Holds that are over end first. */
    pledge(lines: readonly Wanted[], told: readonly Part[], { owner, endsAt }: Pick<Pledge, 'owner' | 'endsAt'>) {
      need(missing(lines, endsAt === EVER ? '' : owner).length === 0, MISSING)
      drop((one) => isLate(one) && lines.some(({ sku }) => sku === one.sku))
      if (endsAt < EVER) drop((one) => one.owner === owner)
      for (const part of told) {
        need(part.short === Math.max(0, part.quantity - available(part.sku, part.place)), 'promised from nowhere')
        need(part.short === 0 || goods[part.sku]?.backorder === true, 'owed without leave')
        pledges.push({ ...part, owner, endsAt, sent: 0, given: 0 })
      }
      for (const { line, quantity } of lines) {
        const parts = told.filter((part) => part.line === line)
        need(sum(parts, (part) => part.quantity) === quantity, 'not what was wanted')
      }
    },
    adjust(kind: Adjusting, { sku, place, quantity }: { sku: string; place: string; quantity: number }) {
      const it = shelf(sku, place)
      if (kind === 'damage' || kind === 'write_off') need(available(sku, place) >= quantity, MISSING)
      if (kind === 'repair') need(it.damaged >= quantity, 'inventory.notDamaged')
      if (kind === 'receive') it.onHand += quantity
      if (kind === 'write_off') it.onHand -= quantity
      if (kind === 'damage') it.damaged += quantity
      if (kind === 'repair') it.damaged -= quantity
      if (kind === 'count') Object.assign(it, { onHand: quantity, damaged: Math.min(it.damaged, quantity) })
    },
    /** Goods that shall go elsewhere, at once or later. */
    transfer(from: string, to: string, { sku, quantity, isSent }: { sku: string; quantity: number; isSent: boolean }) {
      need(from !== to, 'inventory.sameLocation')
      const it = { from, to, sku, open: quantity, received: 0, status: 'draft' }
      transfers.push(it)
      if (isSent) dispatch(it)
    },
    dispatch,
    arrive(it: Transfer, quantity: number, damaged: number) {
      need(it.status === 'in_transit', 'inventory.transferStatus')
      need(quantity <= it.open && damaged <= quantity, 'inventory.tooManyArrived')
      const there = shelf(it.sku, it.to)
      there.coming -= quantity
      there.onHand += quantity
      there.damaged += damaged
      it.open -= quantity
      it.received += quantity
      if (it.open === 0) it.status = 'received'
    },
    recall(it: Transfer, isLost: boolean) {
      need(it.status === 'draft' || it.status === 'in_transit', 'inventory.transferStatus')
      if (it.status === 'in_transit') {
        shelf(it.sku, it.to).coming -= it.open
        if (!isLost) shelf(it.sku, it.from).onHand += it.open
        it.open = 0
      }
      it.status = it.received > 0 ? 'received' : 'cancelled'
    },
  }
}

export type Stock = ReturnType<typeof createStock>
