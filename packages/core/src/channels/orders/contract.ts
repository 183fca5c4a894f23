import * as v from 'valibot'
import { pageOf, pageQuery, requestProblems, route } from '../../kernel/shared.ts'
import { shortText } from '../../markets/model.ts'
import { CommandPatch, CommandSchema, CommandStatus, RefundInput } from '../commands/model.ts'
import { problems } from '../problems.ts'
import { IntakeDetail, IntakeSchema, IntakeStatus } from './model.ts'

const read = { access: 'channels:read' } as const
const write = { access: 'channels:write' } as const
const found = [problems.notFound] as const
const deciding = [problems.commandNotFound, problems.commandDone, requestProblems.conflict] as const

/** Orders that come from channels, and what the channels are told about them. */
export const orderEndpoints = {
  orders: route.get('/connections/:id/orders', {
    ...read,
    query: v.strictObject({ ...pageQuery, status: v.optional(IntakeStatus) }),
    output: pageOf(IntakeSchema),
    problems: found,
    summary: 'Orders of a connection as they came in, newest first',
  }),
  retryOrders: route.post('/connections/:id/orders/retry', {
    ...write,
    /** Only those with this issue. */
    body: v.strictObject({ code: v.optional(v.string()) }),
    status: 202,
    output: v.object({ orders: v.number() }),
    problems: found,
    summary: 'Take in again what is parked: all, or all with the same issue',
  }),
  order: route.get('/channel-orders/:id', {
    ...read,
    output: IntakeDetail,
    problems: [problems.orderNotFound],
    summary: 'An order as the channel sent it, what is wrong with it, and what the channel was told',
  }),
  retryOrder: route.post('/channel-orders/:id/retry', {
    ...write,
    status: 202,
    output: IntakeSchema,
    problems: [problems.orderNotFound],
    summary: 'Take an order in again',
  }),
  mapItem: route.post('/channel-orders/:id/map', {
    ...write,
    body: v.strictObject({
      /** As the channel calls it. */
      key: shortText(200),
      /** Id or SKU. */
      variant: shortText(200),
    }),
    status: 202,
    output: IntakeSchema,
    problems: [problems.orderNotFound, problems.unknownVariant],
    summary: 'Say which variant the channel means; orders that waited for it are taken in',
  }),
  refundOrder: route.post('/channel-orders/:id/refund', {
    ...write,
    body: RefundInput,
    status: 202,
    output: CommandSchema,
    problems: [problems.orderNotFound, problems.notInBook, problems.notRefundable],
    summary: 'Tell the channel that took the money to give some of it back',
  }),
  commands: route.get('/connections/:id/commands', {
    ...read,
    query: v.strictObject({ ...pageQuery, status: v.optional(CommandStatus) }),
    output: pageOf(CommandSchema),
    problems: found,
    summary: 'What the channel is told about its orders, newest first',
  }),
  retryCommand: route.post('/channel-commands/:id/retry', {
    ...write,
    status: 202,
    output: CommandSchema,
    problems: deciding,
    summary: 'Tell it again now',
  }),
  skipCommand: route.post('/channel-commands/:id/skip', {
    ...write,
    body: v.strictObject({ reason: shortText(500) }),
    output: CommandSchema,
    problems: deciding,
    summary: 'Do not tell it any more, because somebody saw to it in another way',
  }),
  editCommand: route.post('/channel-commands/:id/edit', {
    ...write,
    body: CommandPatch,
    status: 202,
    output: CommandSchema,
    problems: deciding,
    summary: 'Put right what is told, and tell it anew',
  }),
}
