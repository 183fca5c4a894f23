import * as fc from 'fast-check'

export const SKUS = ['frame', 'veil', 'queen'] as const
export const PLACES = ['north', 'south'] as const
const CARTS = ['cart A', 'cart B', 'cart C'] as const

export type Sku = (typeof SKUS)[number]
export type Place = (typeof PLACES)[number]

const sku = fc.constantFrom(...SKUS)
const place = fc.constantFrom(...PLACES)
const cart = fc.constantFrom(...CARTS)
const few = fc.integer({ min: 1, max: 6 })
/** Which of those that there are, from the latest back. */
const nth = fc.nat(4)
const part = fc.option(fc.record({ line: fc.nat(2), quantity: fc.integer({ min: 1, max: 3 }) }), { freq: 3 })
/** Hardly ever to where the goods are. */
const route = fc.constantFrom(
  ...PLACES.flatMap((from) =>
    PLACES.flatMap((to) => Array.from({ length: from === to ? 1 : 4 }, () => [from, to] as const)),
  ),
)
const amount = fc.constantFrom(null, 1, 1_000, 12_000, 90_000)

const action = <const Name extends string, Fields extends object>(
  name: Name,
  fields: { [K in keyof Fields]: fc.Arbitrary<Fields[K]> },
) => fc.record({ do: fc.constant(name), ...fields }) as fc.Arbitrary<{ do: Name } & Fields>

const kinds = {
  put: [8, action('put', { cart, sku, quantity: fc.integer({ min: 0, max: 6 }) })],
  deliver: [8, action('deliver', { cart })],
  buy: [5, action('buy', { cart, isPaid: fc.boolean() })],
  draft: [2, action('draft', { lines: fc.array(fc.record({ sku, quantity: few }), { minLength: 1, maxLength: 3 }) })],
  cancel: [3, action('cancel', { order: nth, part })],
  edit: [4, action('edit', { order: nth, line: fc.nat(2), quantity: fc.nat(8) })],
  add: [2, action('add', { order: nth, sku, quantity: few })],
  ship: [6, action('ship', { order: nth, work: fc.nat(2), part })],
  unship: [4, action('unship', { order: nth, parcel: fc.nat(2) })],
  relocate: [5, action('relocate', { order: nth, work: fc.nat(2), to: place, part })],
  capture: [4, action('capture', { order: nth, amount })],
  refund: [4, action('refund', { order: nth, amount })],
  receive: [4, action('receive', { sku, place, quantity: few })],
  count: [2, action('count', { sku, place, quantity: fc.nat(9) })],
  damage: [3, action('damage', { sku, place, quantity: few })],
  repair: [3, action('repair', { sku, place, quantity: fc.integer({ min: 1, max: 3 }) })],
  write_off: [1, action('write_off', { sku, place, quantity: few })],
  transfer: [3, action('transfer', { sku, route, quantity: few, isSent: fc.boolean() })],
  dispatch: [3, action('dispatch', { transfer: fc.nat(1) })],
  arrive: [5, action('arrive', { transfer: fc.nat(1), quantity: fc.integer({ min: 1, max: 4 }), damaged: fc.nat(2) })],
  recall: [2, action('recall', { transfer: fc.nat(2), isLost: fc.boolean() })],
  wait: [2, action('wait', { minutes: fc.constantFrom(14, 1, 15, 5, 16) })],
  tidy: [5, action('tidy', { minutes: fc.constantFrom(0, 14, 15, 1) })],
} as const

type Kinds = typeof kinds
export type Action = Kinds[keyof Kinds] extends infer Kind
  ? Kind extends readonly [number, fc.Arbitrary<infer A>]
    ? A
    : never
  : never
export type ActionName = Action['do']
export type ActionOf<Name extends ActionName> = Extract<Action, { do: Name }>

export const actionNames = Object.keys(kinds) as ActionName[]

/** One thing that people or time do to the shop. */
const anyAction = fc.oneof(
  ...Object.values(kinds).map(([weight, arbitrary]) => ({ weight, arbitrary: arbitrary as fc.Arbitrary<Action> })),
)

/** So many of them. A step that is not needed for a failure shrinks to nothing. */
export const history = (length: number): fc.Arbitrary<Action[]> =>
  fc
    .array(fc.option(anyAction, { freq: 1_000 }), { minLength: length, maxLength: length })
    .map((steps) => steps.filter((step) => step !== null))
