import * as v from 'valibot'
import { defineProblems } from '../kernel/shared.ts'

export const problems = defineProblems('inventory', {
  insufficient: {
    status: 409,
    title: 'Not enough stock',
    hint: 'Lower the quantity to what is available, or choose another variant.',
    extra: v.object({ variantId: v.string(), requested: v.number(), available: v.number() }),
  },
  holdLimit: {
    status: 429,
    title: 'Too much is held already',
    hint: 'Complete or empty other carts first; holds end by themselves after some minutes.',
    extra: v.object({ limit: v.number(), per: v.picklist(['cart', 'address']) }),
  },
  changed: {
    status: 409,
    title: 'The stock is not what you expected',
    hint: 'Look at `current`, decide again, and send it as `expected`.',
    extra: v.object({ variantId: v.string(), locationId: v.string(), expected: v.number(), current: v.number() }),
  },
  expectedRequired: {
    status: 428,
    title: 'Say which quantity you believe is there',
    hint: 'Send `expected` with the on-hand quantity that your count replaces, so that a sale in between is not overwritten.',
  },
  notOnHand: {
    status: 409,
    title: 'These goods are not at this location',
    hint: 'Receive or count the goods first, or ship from another location.',
    extra: v.object({ variantId: v.string(), locationId: v.string(), requested: v.number() }),
  },
  rowRepeated: {
    status: 422,
    title: 'Another row of this request is for the same level',
    hint: 'Send one row per variant and location.',
  },
  rowUnclear: { status: 422, title: 'A row needs either set or change' },
  notDamaged: { status: 409, title: 'So many are not set aside as damaged' },
  reservationClosed: {
    status: 409,
    title: 'This reservation does not allow that any more',
    hint: 'Read the order again: the goods were shipped, cancelled or released in the meantime.',
    extra: v.object({ reservationId: v.string() }),
  },
  levelNotFound: { status: 404, title: 'Nothing was ever kept of this variant at this location' },
  locationNotFound: { status: 404, title: 'There is no such location' },
  transferNotFound: { status: 404, title: 'There is no such transfer' },
  taskNotFound: { status: 404, title: 'There is no such task' },
  unknownVariant: { status: 422, title: 'There is no such variant' },
  unknownLocation: { status: 422, title: 'There is no such location' },
  locationArchived: { status: 409, title: 'This location is archived', hint: 'Restore it first.' },
  locationInUse: {
    status: 409,
    title: 'There is still something at this location',
    hint: 'Move or write off its stock, and finish its orders and transfers, before you archive it.',
  },
  codeTaken: { status: 409, title: 'Another location has this code' },
  sameLocation: { status: 422, title: 'A transfer needs two locations' },
  lineRepeated: { status: 422, title: 'Two lines are for one variant', hint: 'Send one line per variant.' },
  tooManyArrived: {
    status: 409,
    title: 'More arrived than was on its way',
    hint: 'Receive what was sent, then count or receive the rest.',
  },
  transferStatus: {
    status: 409,
    title: 'The transfer does not allow that any more',
    extra: v.object({ current: v.string() }),
  },
})
