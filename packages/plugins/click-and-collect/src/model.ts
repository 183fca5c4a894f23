import { MoneySchema } from '@vitrine/core/contract'
import * as v from 'valibot'
import { StoreRules } from './config.ts'
import { STATUSES } from './status.ts'

export const text = (max: number) => v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(max))
export const id = text(60)
const quantity = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100_000))
const time = v.nullable(v.string())

const Status = v.picklist(STATUSES)

const Line = v.object({
  lineId: v.string(),
  variantId: v.nullable(v.string()),
  sku: v.nullable(v.string()),
  title: v.string(),
  variantTitle: v.nullable(v.string()),
  image: v.nullable(v.string()),
  quantity: v.number(),
  picked: v.number(),
  collected: v.number(),
})

const HandOver = v.object({
  id: v.string(),
  lines: v.array(v.object({ lineId: v.string(), quantity: v.number() })),
  collector: v.nullable(v.string()),
  actorId: v.nullable(v.string()),
  at: v.string(),
  /** Until when it can be undone. */
  undoUntil: v.string(),
  undoneAt: time,
  note: v.nullable(v.string()),
})

/** A pickup as staff see it: without its code, which only the customer brings. */
export const PickupView = v.object({
  id: v.string(),
  orderId: v.string(),
  order: v.string(),
  fulfillmentOrderId: v.string(),
  locationId: v.string(),
  status: Status,
  name: v.string(),
  email: v.nullable(v.string()),
  collector: v.nullable(v.string()),
  readyBy: time,
  /** Not ready although it was promised to be. */
  isLate: v.boolean(),
  readyAt: time,
  collectUntil: time,
  remindedAt: time,
  closedAt: time,
  lines: v.array(Line),
  handOvers: v.array(HandOver),
  createdAt: v.string(),
})
export type PickupView = v.InferOutput<typeof PickupView>

export const PickupAtDesk = v.object({
  ...PickupView.entries,
  /** What the customer still owes for the order. */
  due: MoneySchema,
})

const Place = v.object({
  id: v.string(),
  code: v.string(),
  name: v.string(),
  address: v.array(v.string()),
  phone: v.nullable(v.string()),
  note: v.nullable(v.string()),
})

/** A pickup as its buyer sees it. */
export const BuyerPickup = v.object({
  id: v.string(),
  status: Status,
  /** With the zone in which its times are meant. */
  store: v.object({ ...Place.entries, timeZone: v.string() }),
  readyBy: time,
  collectUntil: time,
  collector: v.nullable(v.string()),
  /** From when on it is ready: the six symbols, and the picture to show, as SVG. */
  code: v.nullable(v.string()),
  qr: v.nullable(v.object({ text: v.string(), svg: v.string() })),
  lines: v.array(
    v.object({
      lineId: v.string(),
      title: v.string(),
      variantTitle: v.nullable(v.string()),
      quantity: v.number(),
      collected: v.number(),
    }),
  ),
})
export type BuyerPickup = v.InferOutput<typeof BuyerPickup>

export const StoreAvailability = v.object({
  locationId: v.string(),
  name: v.string(),
  city: v.nullable(v.string()),
  note: v.nullable(v.string()),
  band: v.string(),
  left: v.nullable(v.number()),
  isOpen: v.boolean(),
  /** In which its times are meant. */
  timeZone: v.string(),
  readyBy: time,
})

/** A store as buyers read about it. */
export const StoreHours = v.object({
  ...Place.entries,
  isOpen: v.boolean(),
  timeZone: StoreRules.entries.timeZone,
  hours: StoreRules.entries.hours,
  closedDays: StoreRules.entries.closedDays,
})

export const StoreSettings = v.object({
  ...Place.entries,
  isActive: v.boolean(),
  isOpen: v.boolean(),
  rules: StoreRules,
})

export const StoreInput = v.strictObject({
  ...v.partial(StoreRules).entries,
  isActive: v.optional(v.boolean(), true),
})

const parts = v.pipe(v.array(v.strictObject({ lineId: id, quantity })), v.minLength(1), v.maxLength(200))

export const PickInput = v.pipe(
  v.strictObject({ scan: v.optional(text(100)), lineId: v.optional(id), quantity: v.optional(quantity, 1) }),
  v.check(({ scan, lineId }) => (scan === undefined) !== (lineId === undefined), 'must name either scan or lineId'),
)

/** Why something is short: `not_found` is written off, `damaged` set apart, `other` leaves the stock as it is. */
const Fault = v.picklist(['not_found', 'damaged', 'other'])
export type Fault = v.InferOutput<typeof Fault>

export const ShortInput = v.strictObject({
  lineId: id,
  quantity,
  fault: v.optional(Fault, 'not_found'),
  /** In words, for the order's timeline; the fault when left out. */
  reason: v.optional(text(500)),
  remedy: v.variant('kind', [
    v.strictObject({ kind: v.literal('cancel') }),
    v.strictObject({ kind: v.literal('move'), locationId: id }),
  ]),
})

export const HandOverInput = v.pipe(
  v.strictObject({
    code: v.optional(text(300)),
    pickupId: v.optional(id),
    locationId: id,
    lines: v.optional(parts),
    collector: v.optional(text(100)),
  }),
  v.check(
    ({ code, pickupId }) => (code === undefined) !== (pickupId === undefined),
    'must name either code or pickupId',
  ),
)
