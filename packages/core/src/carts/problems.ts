import * as v from 'valibot'
import { defineProblems } from '../kernel/shared.ts'

export const problems = defineProblems('carts', {
  notFound: {
    status: 404,
    title: 'No such cart',
    hint: 'Send the token of the cart in the Vitrine-Cart header, or make a new cart.',
  },
  closed: {
    status: 409,
    title: 'This cart has become an order',
    hint: 'Read the order, or make a new cart.',
    extra: v.object({ orderId: v.nullable(v.string()) }),
  },
  completing: {
    status: 409,
    title: 'A payment for this cart is under way',
    hint: 'Wait until it is decided, or cancel the payment.',
  },
  lineNotFound: { status: 404, title: 'No such line in this cart' },
  notForSale: {
    status: 422,
    title: 'This is not sold here',
    hint: 'Take it out of the cart, or choose another variant.',
    extra: v.object({ variants: v.array(v.string()) }),
  },
  tooManyLines: { status: 422, title: 'A cart holds at most 200 lines' },
  quantityOutOfRange: {
    status: 422,
    title: 'A line holds 1 to 9 999 pieces',
    extra: v.object({ variantId: v.string(), quantity: v.number() }),
  },
  amountTooLarge: { status: 422, title: 'The amount is too large to be counted', hint: 'Lower the quantities.' },
  deliveryUnavailable: {
    status: 422,
    title: 'This delivery is not offered for this cart',
    hint: 'Choose one of the delivery options of the cart.',
    extra: v.object({ offered: v.array(v.string()) }),
  },
  pickupPlace: {
    status: 422,
    title: 'Choose the place of pick-up',
    hint: 'Send one of the locationIds of the delivery option.',
    extra: v.object({ locationIds: v.array(v.string()) }),
  },
  deliveryParts: {
    status: 422,
    title: 'The parts of the delivery do not fit the lines of the cart',
    hint: 'Name each line in one part at most, and leave at least one line to the first way.',
    extra: v.object({ lineIds: v.array(v.string()) }),
  },
  deliveryMix: {
    status: 422,
    title: 'These ways of delivery are taxed differently and cannot be charged in one order',
    hint: 'Choose ways of the same tax class, or make two orders.',
    extra: v.object({ codes: v.array(v.string()) }),
  },
  empty: { status: 409, title: 'The cart is empty', hint: 'Put something into it first.' },
  incomplete: {
    status: 409,
    title: 'The cart is not ready to be ordered',
    hint: 'Supply what errors names, then try again.',
  },
})
