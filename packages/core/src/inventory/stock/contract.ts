import * as v from 'valibot'
import { pageOf, pageQuery, requestProblems, route } from '../../kernel/shared.ts'
import { optionalText, shortText } from '../../markets/model.ts'
import { problems } from '../problems.ts'
import {
  AdjustmentInput,
  Amount,
  BulkInput,
  BulkResult,
  LevelSchema,
  MovementSchema,
  ReservationSchema,
  TaskSchema,
} from './model.ts'

const read = { access: 'inventory:read' } as const
const write = { access: 'inventory:write' } as const
const ref = shortText(100)
const { preconditionFailed, conflict } = requestProblems
const naming = [problems.unknownVariant, problems.unknownLocation, problems.locationArchived] as const

export const admin = {
  levels: route.get('/stock/levels', {
    ...read,
    query: v.strictObject({
      ...pageQuery,
      variant: v.optional(ref),
      product: v.optional(ref),
      sku: v.optional(ref),
      location: v.optional(ref),
      low: v.optional(v.boolean()),
      short: v.optional(v.boolean()),
    }),
    output: pageOf(LevelSchema),
    problems: [requestProblems.invalid],
    summary: 'Levels by variant and location; low: at their threshold, short: more promised than there is',
  }),
  level: route.get('/stock/levels/:variantId/:locationId', {
    ...read,
    output: LevelSchema,
    problems: [problems.levelNotFound],
    summary: 'One level; its ETag is for If-Match',
  }),
  changeThreshold: route.patch('/stock/levels/:variantId/:locationId', {
    ...write,
    body: v.strictObject({ lowAt: v.nullable(Amount) }),
    output: LevelSchema,
    problems: [...naming, preconditionFailed, conflict],
    summary: 'Say from which available quantity on a level is low',
  }),
  adjust: route.post('/stock/adjustments', {
    ...write,
    body: AdjustmentInput,
    output: LevelSchema,
    problems: [
      ...naming,
      problems.changed,
      problems.expectedRequired,
      problems.insufficient,
      problems.notDamaged,
      conflict,
    ],
    summary: 'Receive, count, set aside as damaged, repair or write off; outside systems that count send expected',
  }),
  bulk: route.post('/stock/bulk', {
    ...write,
    body: BulkInput,
    output: BulkResult,
    problems: [conflict],
    summary: 'Set or change up to 500 levels; refused rows are named, the others are kept',
  }),
  movements: route.get('/stock/movements', {
    ...read,
    query: v.strictObject({ ...pageQuery, variant: v.optional(ref), location: v.optional(ref) }),
    output: pageOf(MovementSchema),
    problems: [requestProblems.invalid],
    summary: 'The ledger, newest first: why each number of a level is what it is',
  }),
  reservations: route.get('/stock/reservations', {
    ...read,
    query: v.strictObject({
      ...pageQuery,
      cart: v.optional(ref),
      order: v.optional(ref),
      status: v.optional(v.picklist(['held', 'committed'])),
      variant: v.optional(ref),
      location: v.optional(ref),
    }),
    output: pageOf(ReservationSchema),
    problems: [requestProblems.invalid],
    summary:
      'Promises of a cart or order, else what is held (default) or committed now, with the reasons of the routing',
  }),
  tasks: route.get('/stock/tasks', {
    ...read,
    query: v.strictObject({
      ...pageQuery,
      status: v.optional(v.picklist(['open', 'done']), 'open'),
      kind: v.optional(v.picklist(['backorder', 'count', 'intake'])),
      variant: v.optional(ref),
      location: v.optional(ref),
    }),
    output: pageOf(TaskSchema),
    summary: 'What must be done about goods that are owed, newest first',
  }),
  finishTask: route.post('/stock/tasks/:id/done', {
    ...write,
    body: v.strictObject({ note: v.optional(optionalText(500)) }),
    output: TaskSchema,
    problems: [problems.taskNotFound, preconditionFailed, conflict],
    summary: 'Say that a task is taken care of; tasks close by themselves when the debt is covered',
  }),
}
