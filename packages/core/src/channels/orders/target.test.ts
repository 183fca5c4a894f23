import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { OrderLineRow } from '../../orders/index.ts'
import type { ForeignLine, ForeignOrder } from '../foreign-order.ts'
import { targetOf } from './target.ts'
import { isOlder } from './understood.ts'

const line = (externalId: string, quantity: number, cancelled = 0): ForeignLine => ({
  externalId,
  key: externalId,
  title: externalId,
  quantity,
  unitPrice: 100,
  cancelled,
})

const order = (lines: readonly ForeignLine[], more: Partial<ForeignOrder> = {}): ForeignOrder => ({
  externalId: 'F-1',
  status: 'open',
  placedAt: '2026-06-01T10:00:00Z',
  version: 1,
  currency: 'EUR',
  isTaxIncluded: true,
  lines,
  shipping: { name: 'Post', price: 0 },
  total: 0,
  payment: 'paid',
  delivery: 'shipping',
  buyer: {},
  ...more,
})

interface Ours {
  readonly quantity: number
  readonly cancelled?: number
  readonly fulfilled?: number
}
const row = (id: string, { quantity, cancelled = 0, fulfilled = 0 }: Ours) =>
  ({ id: `our-${id}`, quantity, cancelled, fulfilled }) as OrderLineRow

const aim = (now: ForeignOrder, before: ForeignOrder, lines: readonly OrderLineRow[]) =>
  targetOf({ order: now, before, lines, ours: new Map(lines.map(({ id }) => [id.slice('our-'.length), id])) })

describe('an order follows its channel', () => {
  it('and cancels what the channel has no more, as far as it has not left', () => {
    const before = order([line('a', 5)])
    expect(aim(order([line('a', 5, 2)]), before, [row('a', { quantity: 5 })])).toMatchObject({ late: 0 })
    const late = aim(order([line('a', 5, 4)]), before, [row('a', { quantity: 5, fulfilled: 3 })])
    expect([late.lines.get('our-a'), late.late]).toEqual([{ quantity: 5, cancelled: 2 }, 2])
  })

  it('and takes up more only when the channel says more than before: not what we cancelled and it has not heard of', () => {
    const before = order([line('a', 5)])
    const unheard = aim(order([line('a', 5)]), before, [row('a', { quantity: 5, cancelled: 2 })])
    expect(unheard.lines.get('our-a')).toEqual({ quantity: 5, cancelled: 2 })
    const more = aim(order([line('a', 7)]), before, [row('a', { quantity: 5, cancelled: 2 })])
    const both = aim(order([line('a', 6, 2)]), before, [row('a', { quantity: 5, cancelled: 2 })])
    expect(both.lines.get('our-a')).toEqual({ quantity: 6, cancelled: 2 })
    expect(more.lines.get('our-a')).toEqual({ quantity: 7, cancelled: 2 })
  })

  it('and loses lines that it lists no more, and all when it was cancelled, whatever its lines say', () => {
    const before = order([line('a', 2), line('b', 1)])
    const lines = [row('a', { quantity: 2 }), row('b', { quantity: 1 })]
    const gone = aim(order([line('a', 2)]), before, lines)
    expect([...gone.lines.values()].map(({ cancelled }) => cancelled)).toEqual([0, 1])
    const whole = aim(order([line('a', 2), line('b', 1), line('c', 9)], { status: 'cancelled' }), before, lines)
    expect([...whole.lines.values()].map(({ cancelled }) => cancelled)).toEqual([2, 1])
    expect(whole.added).toEqual([])
  })

  it('and takes up again what the channel cancelled or left out and then wants after all', () => {
    const gone = aim(order([line('a', 5)]), order([line('a', 5, 2)]), [row('a', { quantity: 5, cancelled: 2 })])
    expect(gone.lines.get('our-a')).toEqual({ quantity: 7, cancelled: 2 })
    const lines = [row('a', { quantity: 2 }), row('b', { quantity: 1, cancelled: 1 })]
    const back = aim(order([line('a', 2), line('b', 1)]), order([line('a', 2)]), lines)
    expect(back.lines.get('our-b')).toEqual({ quantity: 2, cancelled: 1 })
    const before = order([line('a', 2)], { status: 'cancelled' })
    const whole = aim(order([line('a', 2)]), before, [row('a', { quantity: 2, cancelled: 2 })])
    expect(whole.lines.get('our-a')).toEqual({ quantity: 4, cancelled: 2 })
  })

  it('and leaves lines alone that staff added and the channel never had', () => {
    const own = row('own', { quantity: 3 })
    const now = order([line('a', 1)])
    const target = targetOf({ order: now, before: now, lines: [own], ours: new Map([['a', 'our-a']]) })
    expect(target.lines.size).toBe(0)
  })

  it('to the same pieces in the end, in whatever order and however often it is told of its changes', () => {
    const change = fc.record({
      line: fc.constantFrom('a', 'b'),
      more: fc.nat(3),
      fewer: fc.nat(3),
      /** Cancellations that are taken back. */
      back: fc.nat(3),
    })
    void fc.assert(
      fc.property(
        fc.array(change, { minLength: 1, maxLength: 8 }),
        fc.infiniteStream(fc.nat(1_000)),
        (changes, dice) => {
          const versions = [order([line('a', 3), line('b', 2)])]
          for (const { line: id, more, fewer, back } of changes) {
            const last = versions.at(-1) as ForeignOrder
            const lines = last.lines.map((one) => {
              const quantity = one.quantity + (one.externalId === id ? more : 0)
              const gone = Math.max(0, (one.cancelled ?? 0) + (one.externalId === id ? fewer - back : 0))
              return { ...one, quantity, cancelled: Math.min(quantity, gone) }
            })
            versions.push(order(lines, { version: versions.length + 1 }))
          }
          const heard = [...versions.slice(1), ...versions.slice(1)]
            .map((version) => ({ version, at: dice.next().value as number }))
            .sort((one, other) => one.at - other.at)
            .map(({ version }) => version)
          let [before, lines] = [versions[0] as ForeignOrder, [row('a', { quantity: 3 }), row('b', { quantity: 2 })]]
          for (const version of heard) {
            if (isOlder(version.version, String(before.version))) continue
            const target = aim(version, before, lines)
            lines = lines.map((one) => ({ ...one, ...target.lines.get(one.id) }))
            before = version
          }
          const live = (one: { quantity: number; cancelled?: number }) => one.quantity - (one.cancelled ?? 0)
          expect(lines.map(live)).toEqual(versions.at(-1)?.lines.map(live))
        },
      ),
    )
  })
})
