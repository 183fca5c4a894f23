import * as v from 'valibot'
import { pageOf, pageQuery, requestProblems, route } from '../kernel/shared.ts'
import { Status } from '../markets/model.ts'
import { MethodInput, MethodPatch, MethodSchema, MethodType } from './model.ts'
import { problems } from './problems.ts'

const read = { access: 'delivery:read' } as const
const write = { access: 'delivery:write' } as const
const naming = [
  problems.unknownMarket,
  problems.currencyNotSold,
  problems.unknownLocation,
  problems.pickupOnly,
] as const

export const admin = {
  list: route.get('/delivery-methods', {
    ...read,
    query: v.strictObject({ ...pageQuery, status: v.optional(Status), type: v.optional(MethodType) }),
    output: pageOf(MethodSchema),
    summary: 'Delivery methods with their rates, newest first',
  }),
  create: route.post('/delivery-methods', {
    ...write,
    body: MethodInput,
    output: MethodSchema,
    status: 201,
    problems: [problems.codeTaken, ...naming],
    summary: 'Offer a way of delivery',
  }),
  get: route.get('/delivery-methods/:id', {
    ...read,
    output: MethodSchema,
    problems: [problems.notFound],
    summary: 'A delivery method by id or code',
  }),
  update: route.patch('/delivery-methods/:id', {
    ...write,
    body: MethodPatch,
    output: MethodSchema,
    problems: [problems.notFound, ...naming, requestProblems.preconditionFailed, requestProblems.conflict],
    summary: 'Change a delivery method; rates and places, when given, replace all of them',
  }),
  archive: route.post('/delivery-methods/:id/archive', {
    ...write,
    output: MethodSchema,
    problems: [problems.notFound, requestProblems.preconditionFailed, requestProblems.conflict],
    summary: 'Stop offering a way of delivery; orders keep what they chose',
  }),
}
