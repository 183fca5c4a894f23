import { type Context, expectedVersion, type Handlers } from '../../kernel/index.ts'
import { tagged } from '../tagged.ts'
import { adjustStock } from './adjust.ts'
import { bulkStock } from './bulk.ts'
import type { admin } from './contract.ts'
import { changeThreshold, getLevel, listLevels } from './levels.ts'
import { listMovements } from './movements.ts'
import { listReservations } from './reservations.ts'
import { dismissTask, getTask, listTasks } from './tasks.ts'

export const adminHandlers: Handlers<typeof admin, Context> = {
  levels: ({ ctx, query }) => listLevels(ctx, query),
  level: ({ ctx, params, http }) => tagged(http, getLevel(ctx, params)),
  changeThreshold: async ({ ctx, params, body, http }) => {
    const key = await changeThreshold(ctx, { ...params, ...body, version: expectedVersion(http) })
    return tagged(http, getLevel(ctx, key))
  },
  adjust: async ({ ctx, body, http }) => tagged(http, getLevel(ctx, await adjustStock(ctx, body))),
  bulk: ({ ctx, body }) => bulkStock(ctx, body),
  movements: ({ ctx, query }) => listMovements(ctx, query),
  reservations: ({ ctx, query }) => listReservations(ctx, query),
  tasks: ({ ctx, query }) => listTasks(ctx, query),
  finishTask: async ({ ctx, params, body, http }) => {
    const id = await dismissTask(ctx, { id: params.id, note: body.note, version: expectedVersion(http) })
    return tagged(http, getTask(ctx, id))
  },
}
