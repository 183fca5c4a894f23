import * as v from 'valibot'
import { problems as stock } from '../inventory/problems.ts'
import { pageQuery, requestProblems, route } from '../kernel/shared.ts'
import {
  CartInput,
  CartPage,
  CartPatch,
  CartSchema,
  CartStatus,
  DeliveryInput,
  DeliveryOptionsSchema,
  LineId,
  LineInput,
  MAX_LINES,
  NewCartSchema,
  Quantity,
} from './model.ts'
import { problems } from './problems.ts'

const { invalid, conflict } = requestProblems
const { notFound, closed, completing, lineNotFound, notForSale, tooManyLines } = problems
const { quantityOutOfRange, amountTooLarge, deliveryUnavailable, pickupPlace, deliveryParts, deliveryMix, empty } =
  problems
const toChange = [invalid, notFound, closed, completing, conflict, amountTooLarge] as const
const toStock = [notForSale, stock.insufficient, stock.holdLimit, deliveryUnavailable] as const

export const store = {
  create: route.post('/carts', {
    summary: 'Make a cart, with lines when wished',
    status: 201,
    body: CartInput,
    output: NewCartSchema,
    problems: [
      invalid,
      conflict,
      notForSale,
      stock.insufficient,
      stock.holdLimit,
      tooManyLines,
      quantityOutOfRange,
      amountTooLarge,
    ],
  }),
  read: route.get('/carts/:id', { summary: 'Read a cart', output: CartSchema, problems: [notFound] }),
  change: route.patch('/carts/:id', {
    summary: 'Change contact, addresses, note or market',
    body: CartPatch,
    output: CartSchema,
    problems: [...toChange, ...toStock],
  }),
  addLine: route.post('/carts/:id/lines', {
    summary: 'Put something into the cart; the same variant raises its quantity',
    status: 201,
    body: LineInput,
    output: CartSchema,
    problems: [...toChange, ...toStock, tooManyLines, quantityOutOfRange],
  }),
  changeLine: route.patch('/carts/:id/lines/:lineId', {
    summary: 'Set the quantity of a line',
    body: v.strictObject({ quantity: Quantity }),
    output: CartSchema,
    problems: [...toChange, ...toStock, lineNotFound],
  }),
  removeLine: route.delete('/carts/:id/lines/:lineId', {
    summary: 'Take a line out of the cart',
    output: CartSchema,
    problems: [...toChange, ...toStock, lineNotFound],
  }),
  deliveryOptions: route.get('/carts/:id/delivery-options', {
    summary: 'Ways in which this cart, or some of its lines, can reach the buyer, with prices',
    query: v.strictObject({ line: v.optional(v.pipe(v.array(LineId), v.minLength(1), v.maxLength(MAX_LINES))) }),
    output: DeliveryOptionsSchema,
    problems: [notFound],
  }),
  chooseDelivery: route.put('/carts/:id/delivery', {
    summary: 'Choose a delivery; holds the stock for 15 minutes',
    body: DeliveryInput,
    output: CartSchema,
    problems: [...toChange, ...toStock, pickupPlace, deliveryParts, deliveryMix, empty],
  }),
}

export const admin = {
  list: route.get('/carts', {
    summary: 'List carts, latest change first',
    access: 'carts:read',
    query: v.strictObject({
      ...pageQuery,
      status: v.optional(CartStatus),
      /** Open, not empty, with an e-mail address, and untouched for so many minutes. */
      abandonedFor: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(525_600))),
      customerId: v.optional(v.pipe(v.string(), v.maxLength(60))),
      email: v.optional(v.pipe(v.string(), v.maxLength(254))),
    }),
    output: CartPage,
    problems: [invalid],
  }),
  read: route.get('/carts/:id', {
    summary: 'Read a cart as its buyer sees it',
    access: 'carts:read',
    output: CartSchema,
    problems: [notFound],
  }),
}
