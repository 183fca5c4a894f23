import {
  createStock,
  EVER,
  type Goods,
  HOLD_TIME,
  MISSING,
  need,
  openOf,
  type Part,
  type Pledge,
  sum,
  type Wanted,
} from './stock.ts'

/* What carts and orders mean, on top of the stock: who wants what, where it is sent from, what of it left, and the money. */

type Cart = { lines: Wanted[]; heldUntil: number | null }
type Line = { readonly sku: string; quantity: number; sent: number; cancelled: number }
type Count = readonly [line: string, quantity: number]
type Work = { readonly place: string; readonly lines: Map<string, { quantity: number; sent: number }> }
type Parcel = { readonly work: Work; readonly parts: readonly Count[]; isBack: boolean }
type Money = { authorized: number; captured: number; voided: number; refunded: number }
export type Order = { readonly name: string; lines: Map<string, Line>; works: Work[]; parcels: Parcel[]; money: Money }

const live = ({ quantity, cancelled }: Line) => quantity - cancelled
const linesOf = ({ lines }: Order) => [...lines.values()]
const isGone = (order: Order) => linesOf(order).every((line) => live(line) === 0)
export const toSend = ({ lines }: Work): Count[] =>
  [...lines].flatMap(([line, { quantity, sent }]): Count[] => (quantity > sent ? [[line, quantity - sent]] : []))

/** `places` in the order of their priority; `fee` is what delivery costs, while there is something to deliver. */
export function createReference(goods: Goods, places: readonly string[], fee: number) {
  const stock = createStock(goods, places)
  const carts = new Map<string, Cart>()
  const orders: Order[] = []

  const totalOf = (order: Order) =>
    sum(linesOf(order), (line) => live(line) * (goods[line.sku]?.price ?? 0)) + (isGone(order) ? 0 : fee)
  const isOpen = (order: Order) =>
    !isGone(order) &&
    (linesOf(order).some((line) => live(line) > line.sent) ||
      order.money.captured - order.money.refunded < totalOf(order))
  const cartOf = (name: string): Cart => {
    const found = carts.get(name)
    need(found !== undefined && found.lines.length > 0, 'carts.empty')
    return found as Cart
  }
  const hold = (name: string, cart: Cart, told: readonly Part[]) => {
    const endsAt = stock.clock.now + HOLD_TIME
    stock.pledge(cart.lines, told, { owner: name, endsAt })
    cart.heldUntil = endsAt
  }
  /** Work joins what the place has still to send. */
  const plan = ({ works }: Order, place: string, [line, quantity]: Count) => {
    const open = works.find((one) => one.place === place && toSend(one).length > 0)
    const work = open ?? { place, lines: new Map() }
    if (open === undefined) works.push(work)
    const before = work.lines.get(line) ?? { quantity: 0, sent: 0 }
    work.lines.set(line, { ...before, quantity: before.quantity + quantity })
  }
  const unplan = (work: Work, [line, quantity]: Count): number => {
    const planned = work.lines.get(line) ?? { quantity: 0, sent: 0 }
    const less = Math.min(quantity, planned.quantity - planned.sent)
    planned.quantity -= less
    return quantity - less
  }
  const place = (lines: readonly Wanted[], parts: readonly Part[], isPaid: boolean): Order => {
    const money = { authorized: 0, captured: 0, voided: 0, refunded: 0 }
    const order: Order = { name: `order ${orders.length}`, lines: new Map(), works: [], parcels: [], money }
    for (const { line, sku, quantity } of lines) order.lines.set(line, { sku, quantity, sent: 0, cancelled: 0 })
    const first = new Set(parts.map((part) => part.place))
    for (const from of first)
      for (const part of parts) if (part.place === from) plan(order, from, [part.line, part.quantity])
    money.authorized = totalOf(order)
    money.captured = isPaid ? money.authorized : 0
    orders.push(order)
    return order
  }
  const pledgesOf = ({ name }: Order, line: string, at?: string) =>
    stock.pledges().filter((one) => one.owner === name && one.line === line && (at === undefined || one.place === at))
  /** So much from pledges, one after the other. */
  const spread = (from: readonly Pledge[], quantity: number, most: (one: Pledge) => number = openOf) => {
    let rest = quantity
    return from.map((one) => {
      const part = Math.min(rest, most(one))
      rest -= part
      return { one, part }
    })
  }
  /** Debts go first, then what was pledged last; its place has less to send, and what no such place has to send another has not. */
  const giveUp = (order: Order, [line, quantity]: Count) => {
    const from = pledgesOf(order, line)
      .reverse()
      .sort((a, b) => b.short - a.short)
    for (const { one, part } of spread(from, quantity)) {
      one.given += part
      const here = order.works.filter((work) => work.place === one.place)
      let rest = part
      for (const work of here) rest = unplan(work, [line, rest])
      need(rest === 0, 'pledged where nothing is to be sent')
    }
  }
  const partsOf = (work: Work, named: Count | null): Count[] => {
    const open = toSend(work)
    if (named !== null) need((new Map(open).get(named[0]) ?? 0) >= named[1], 'fulfillment.tooMany')
    return named === null ? open : [named]
  }
  const skusOf = (order: Order, parts: readonly Count[]) =>
    [...new Set(parts.map(([line]) => order.lines.get(line)?.sku ?? ''))].map((sku) => ({
      sku,
      quantity: sum(
        parts.filter(([line]) => order.lines.get(line)?.sku === sku),
        ([, quantity]) => quantity,
      ),
    }))
  const lineOf = (order: Order, line: string) => order.lines.get(line) as Line

  return {
    ...{ stock, carts, orders, totalOf, isOpen },
    /** Sets how many of something are wanted; 0 takes it out. With goods held, they are held anew, or let go when others are missing. */
    put(name: string, sku: string, quantity: number, told: readonly Part[]) {
      const cart = carts.get(name) ?? { lines: [], heldUntil: null }
      const isNew = cart.lines.every((line) => line.sku !== sku)
      const set = cart.lines.map((line) => (line.sku === sku ? { ...line, quantity } : line))
      const lines = (isNew ? [...set, { line: sku, sku, quantity }] : set).filter((line) => line.quantity > 0)
      const missing = stock.missing(lines, name)
      need(!(quantity > 0 && missing.includes(sku)), MISSING)
      carts.set(name, Object.assign(cart, { lines }))
      if (cart.heldUntil === null) return
      if (missing.length === 0 && lines.length > 0) return hold(name, cart, told)
      stock.release(name)
      cart.heldUntil = null
    },
    deliver: (name: string, told: readonly Part[]) => hold(name, cartOf(name), told),
    /** What is held, anew when its time is over, becomes an order. */
    buy(name: string, isPaid: boolean, told: readonly Part[]) {
      const cart = cartOf(name)
      if (cart.heldUntil !== null && cart.heldUntil <= stock.clock.now) hold(name, cart, told)
      need(cart.heldUntil !== null, 'carts.incomplete')
      const held = stock.pledges().filter(({ owner }) => owner === name)
      const order = place(cart.lines, held, isPaid)
      for (const one of held) Object.assign(one, { owner: order.name, endsAt: EVER })
      carts.delete(name)
    },
    /** An order that staff write; nothing was held for it. */
    draft(lines: readonly Wanted[], told: readonly Part[]) {
      need(stock.missing(lines).length === 0, MISSING)
      stock.pledge(lines, told, { owner: place(lines, told, false).name, endsAt: EVER })
    },
    /** Null is everything. What was promised or taken beyond the new total goes back. */
    cancel(order: Order, named: Count | null) {
      need(isOpen(order), 'orders.notAllowed')
      const counts = named === null ? [...order.lines].map(([line, of]): Count => [line, live(of)]) : [named]
      for (const [line, quantity] of counts) {
        const { sent } = lineOf(order, line)
        need(live(lineOf(order, line)) - sent >= quantity && (named !== null || sent === 0), 'orders.alreadyFulfilled')
      }
      for (const [line, quantity] of counts) {
        giveUp(order, [line, quantity])
        lineOf(order, line).cancelled += quantity
      }
      const { money } = order
      if (isGone(order)) money.voided = money.authorized - money.captured
      money.refunded += Math.max(0, money.captured - money.refunded - totalOf(order))
    },
    /** Another quantity of a line, or a new line; money is not moved by it. */
    edit(order: Order, { line, sku, quantity }: Wanted, told: readonly Part[]) {
      need(isOpen(order), 'orders.notAllowed')
      const it = order.lines.get(line) ?? { sku, quantity: 0, sent: 0, cancelled: 0 }
      need(quantity >= it.sent + it.cancelled, 'orders.alreadyFulfilled')
      need(quantity !== it.quantity, 'orders.nothingToChange')
      const others = [...order.lines].filter(([name]) => name !== line)
      need(quantity > it.cancelled || others.some(([, one]) => live(one) > 0), 'orders.lastLine')
      const rise = quantity - it.quantity
      if (rise > 0) stock.pledge([{ line, sku: it.sku, quantity: rise }], told, { owner: order.name, endsAt: EVER })
      else giveUp(order, [line, -rise])
      if (rise > 0) for (const part of told) plan(order, part.place, [line, part.quantity])
      order.lines.set(line, { ...it, quantity })
    },
    ship(order: Order, work: Work, named: Count | null) {
      need(toSend(work).length > 0, 'fulfillment.notAllowed')
      const parts = partsOf(work, named)
      for (const { sku, quantity } of skusOf(order, parts)) {
        const { onHand, damaged } = stock.shelf(sku, work.place)
        need(onHand - damaged >= quantity, 'inventory.notOnHand')
      }
      for (const [line, quantity] of parts) {
        for (const { one, part } of spread(pledgesOf(order, line, work.place), quantity)) one.sent += part
        move(order, work, [line, quantity])
      }
      order.parcels.push({ work, parts, isBack: false })
    },
    /** A parcel did not leave after all. */
    unship(order: Order, parcel: Parcel) {
      need(!parcel.isBack, 'fulfillment.alreadyCancelled')
      for (const [line, quantity] of parcel.parts) {
        const from = pledgesOf(order, line, parcel.work.place)
        for (const { one, part } of spread(from, quantity, ({ sent }) => sent)) one.sent -= part
        move(order, parcel.work, [line, -quantity])
      }
      parcel.isBack = true
    },
    /** Another place sends it. */
    relocate(order: Order, { work, to, named }: { work: Work; to: string; named: Count | null }) {
      need(toSend(work).length > 0, 'fulfillment.notAllowed')
      need(work.place !== to, 'request.invalid')
      const parts = partsOf(work, named)
      for (const { sku, quantity } of skusOf(order, parts))
        need(stock.available(sku, to) >= quantity, 'fulfillment.cannotMove')
      for (const [line, quantity] of parts) {
        const sku = lineOf(order, line).sku
        for (const { one, part } of spread(pledgesOf(order, line, work.place), quantity)) {
          one.given += part
          const moved = {
            line,
            sku,
            place: to,
            quantity: part,
            short: 0,
            owner: order.name,
            endsAt: EVER,
            sent: 0,
            given: 0,
          }
          if (part > 0) stock.pledges().push(moved)
        }
        unplan(work, [line, quantity])
        plan(order, to, [line, quantity])
      }
    },
    /** Null is all that is left. */
    capture({ money }: Order, amount: number | null) {
      const most = money.authorized - money.captured - money.voided
      need((amount ?? most) >= 1 && (amount ?? most) <= most, 'payments.notCapturable')
      money.captured += amount ?? most
    },
    refund({ money }: Order, amount: number | null) {
      const most = money.captured - money.refunded
      need((amount ?? most) >= 1 && (amount ?? most) <= most, 'payments.notRefundable')
      money.refunded += amount ?? most
    },
  }

  function move(order: Order, work: Work, [line, quantity]: Count) {
    const { sku } = lineOf(order, line)
    stock.shelf(sku, work.place).onHand -= quantity
    lineOf(order, line).sent += quantity
    const planned = work.lines.get(line)
    if (planned !== undefined) planned.sent += quantity
  }
}

export type Reference = ReturnType<typeof createReference>
