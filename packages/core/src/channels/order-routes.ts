import type { Context, Handlers } from '../kernel/index.ts'
import {
  commandDetail,
  commandsAbout,
  editCommand,
  pageOfCommands,
  refundAtChannel,
  retryCommand,
  skipCommand,
} from './commands/index.ts'
import { connectionRow, connectionView } from './connections/index.ts'
import type { orderEndpoints } from './contract.ts'
import { intakeRow, intakeView, mapItem, pageOfIntake, retryIntake } from './orders/index.ts'
import { problems } from './problems.ts'

export const orderHandlers: Handlers<typeof orderEndpoints, Context> = {
  orders: async ({ ctx, params, query }) =>
    pageOfIntake(ctx, { connectionId: (await connectionRow(ctx, params.id)).id, ...query }),
  retryOrders: async ({ ctx, params, body }) => {
    const connection = await connectionRow(ctx, params.id)
    await retryIntake(ctx, { connectionId: connection.id, code: body.code })
    return { orders: (await connectionView(ctx, connection)).health.queue.orders }
  },
  order: async ({ ctx, params }) => {
    const row = await intakeRow(ctx, params.id)
    const commands = row.orderId === null ? [] : await commandsAbout(ctx, row.orderId)
    return { ...intakeView(row), raw: row.raw, understood: row.applied ?? null, commands }
  },
  retryOrder: async ({ ctx, params }) => {
    const { id, connectionId } = await intakeRow(ctx, params.id)
    await retryIntake(ctx, { connectionId, id })
    return intakeView(await intakeRow(ctx, id))
  },
  mapItem: async ({ ctx, params, body }) => {
    await mapItem(ctx, { row: await intakeRow(ctx, params.id), ...body })
    return intakeView(await intakeRow(ctx, params.id))
  },
  refundOrder: async ({ ctx, params, body }) => {
    const row = await intakeRow(ctx, params.id)
    if (row.orderId === null) throw problems.notInBook()
    return commandDetail(ctx, await refundAtChannel(ctx, { row: { ...row, orderId: row.orderId }, input: body }))
  },
  commands: async ({ ctx, params, query }) =>
    pageOfCommands(ctx, { connectionId: (await connectionRow(ctx, params.id)).id, ...query }),
  retryCommand: ({ ctx, params }) => retryCommand(ctx, params.id),
  skipCommand: ({ ctx, params, body }) => skipCommand(ctx, { id: params.id, reason: body.reason }),
  editCommand: ({ ctx, params, body }) => editCommand(ctx, { id: params.id, patch: body }),
}
