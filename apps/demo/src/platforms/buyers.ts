import { type Action, type Actions, action, type Kit, type Platform } from '@vitrine/core/testing'
import * as v from 'valibot'

/** Something that can be bought at a platform now. */
export interface ForSale {
  readonly key: string
  readonly quantity: number
}

/** What passers-by do at a platform. */
export interface Buyers {
  readonly forSale: () => readonly ForSale[]
  readonly buy: (lines: readonly { readonly offerKey: string; readonly quantity: number }[]) => unknown
  /** Somebody orders what the shop does not know, as after a mix-up of SKUs. */
  readonly buyUnknown: () => unknown
}

const Pace = v.strictObject({
  /** Seconds between two buyers; 0: nobody comes. */
  every: v.pipe(v.number(), v.minValue(0), v.maxValue(3_600)),
})

export type Busy = { readonly buyers: Action<typeof Pace, { readonly every: number }> }

/** One in so many orders holds a SKU that the shop does not know. */
const STRAY = 12

interface BusyOptions<A> {
  readonly buyersOf: (actions: A) => Buyers
  /** Seconds. */
  readonly every: number
}

/** A platform at which somebody buys something every now and then, until a button or `POST /sandbox/do/buyers` stops it. */
export function busy<A extends Actions>(
  platform: Platform<A>,
  { buyersOf, every: first }: BusyOptions<A>,
): Platform<A & Busy> {
  return {
    ...platform,
    open(kit) {
      const { actions, view, ...opened } = platform.open(kit)
      const pace = paceOf(kit, { buyers: buyersOf(actions), every: first })
      const buyers = action(Pace, ({ every }) => pace.turn(every))
      return {
        ...opened,
        actions: { ...actions, buyers },
        view: () => {
          const { buttons, ...shown } = view()
          const every = pace.every()
          const title = every === 0 ? 'Let buyers come by themselves' : 'Let no buyers come by themselves'
          return {
            ...shown,
            buttons: [{ title, action: 'buyers', input: { every: every === 0 ? first : 0 } }, ...buttons],
          }
        },
      }
    },
  }
}

function paceOf(kit: Kit, { buyers, every: first }: { readonly buyers: Buyers; readonly every: number }) {
  let every = first
  let timer: NodeJS.Timeout | undefined
  const next = () => {
    if (every === 0) return
    timer = setTimeout(
      () => {
        visit(kit, buyers)
        next()
      },
      every * 1_000 * (0.5 + kit.random()),
    )
    timer.unref()
  }
  next()
  return {
    every: () => every,
    turn(seconds: number) {
      clearTimeout(timer)
      every = seconds
      next()
      return { every }
    },
  }
}

/** What is left of something is not bought out by chance: the last piece is for people. */
const LEFT = 1

function visit({ random }: Kit, { forSale, buy, buyUnknown }: Buyers): void {
  const goods = forSale().filter(({ quantity }) => quantity > LEFT)
  if (goods.length === 0) return
  if (random() < 1 / STRAY) return void buyUnknown()
  const chosen = new Map(Array.from({ length: random() < 0.3 ? 2 : 1 }, () => entryOf(goods, random())))
  buy([...chosen].map(([offerKey, most]) => ({ offerKey, quantity: random() < 0.2 ? Math.min(2, most - LEFT) : 1 })))
}

function entryOf(goods: readonly ForSale[], chance: number): [string, number] {
  const { key, quantity } = goods[Math.floor(chance * goods.length)] ?? { key: '', quantity: 0 }
  return [key, quantity]
}
