import * as v from 'valibot'
import { pageOf, pageQuery, requestProblems, route } from '../../kernel/shared.ts'
import { shortText } from '../../markets/model.ts'
import { problems } from '../problems.ts'
import { CancelInput, ReceiptInput, TransferInput, TransferPatch, TransferSchema, TransferStatus } from './model.ts'

const read = { access: 'inventory:read' } as const
const write = { access: 'inventory:write' } as const
const ref = shortText(100)
const { preconditionFailed, conflict } = requestProblems
const naming = [problems.unknownVariant, problems.unknownLocation, problems.locationArchived] as const
const moving = [problems.transferNotFound, problems.transferStatus, preconditionFailed, conflict] as const

export const admin = {
  list: route.get('/stock/transfers', {
    ...read,
    query: v.strictObject({
      ...pageQuery,
      status: v.optional(TransferStatus),
      from: v.optional(ref),
      to: v.optional(ref),
    }),
    output: pageOf(TransferSchema),
    summary: 'Transfers, newest first',
  }),
  create: route.post('/stock/transfers', {
    ...write,
    body: TransferInput,
    output: TransferSchema,
    status: 201,
    problems: [...naming, problems.sameLocation, problems.lineRepeated],
    summary: 'Plan goods on their way from a location or from outside',
  }),
  get: route.get('/stock/transfers/:id', {
    ...read,
    output: TransferSchema,
    problems: [problems.transferNotFound],
    summary: 'A transfer with its lines',
  }),
  update: route.patch('/stock/transfers/:id', {
    ...write,
    body: TransferPatch,
    output: TransferSchema,
    problems: moving,
    summary: 'Change reference, note or the day on which the goods are expected',
  }),
  ship: route.post('/stock/transfers/:id/ship', {
    ...write,
    output: TransferSchema,
    problems: [...moving, problems.insufficient],
    summary: 'The goods leave and are incoming at their destination',
  }),
  receive: route.post('/stock/transfers/:id/receive', {
    ...write,
    body: ReceiptInput,
    output: TransferSchema,
    problems: [...moving, problems.unknownVariant, problems.lineRepeated, problems.tooManyArrived],
    summary: 'Goods arrived: all of them, or the given lines',
  }),
  cancel: route.post('/stock/transfers/:id/cancel', {
    ...write,
    body: CancelInput,
    output: TransferSchema,
    problems: moving,
    summary: 'What has not arrived goes back, or is lost',
  }),
}
