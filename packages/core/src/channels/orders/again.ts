import { run } from '../../kernel/index.ts'
import { foreignOrdersCalled, happened, type KnownForeignOrder, moveForeignOrder } from '../../orders/index.ts'
import { allConnections } from '../connection-rows.ts'
import type { ForeignOrder } from '../foreign-order.ts'
import type { Work } from '../lane/index.ts'
import { type IntakeRow, insertIntakeLine, patchIntake } from './intake-rows.ts'

/**
 * An account that was taken away and is connected anew tells orders that the book has: they are the same orders, and go on under the new
 * connection. Answers the id in the book; undefined for an order that is new.
 */
export async function takeUpAgain(work: Work, row: IntakeRow, order: ForeignOrder): Promise<string | undefined> {
  const { ctx, connection } = work
  if (Date.parse(order.placedAt) >= connection.createdAt) return undefined
  const [known, live] = await Promise.all([foreignOrdersCalled(ctx, order.externalId), ctx.db.all(allConnections, {})])
  const there = new Set(live.map(({ id }) => id))
  const same = known.find((one) => !there.has(one.externalSource) && isSame(one, order))
  if (same === undefined) return undefined
  const { id: orderId, externalSource: from } = same
  const keys = new Map(order.lines.map(({ externalId, key }) => [externalId, key]))
  await run(ctx, {
    name: 'channels.takeUpAgain',
    plan: (commandId) => ({
      result: null,
      statements: [
        moveForeignOrder({ orderId, from, to: connection.id }),
        patchIntake({ id: row.id }, { orderId }),
        ...same.lines.flatMap(({ id: orderLineId, key: externalId }) => {
          const key = keys.get(externalId)
          return key === undefined ? [] : [insertIntakeLine({ orderLineId, intakeId: row.id, externalId, key })]
        }),
        happened(ctx, { orderId, kind: 'channels/connectedAgain', data: { connectionId: connection.id }, commandId }),
      ],
    }),
  })
  return orderId
}

/** Numbers of orders are those of one platform; of another, an order would have another time and other lines. */
const isSame = ({ placedAt, lines }: KnownForeignOrder, order: ForeignOrder) =>
  placedAt === Date.parse(order.placedAt) &&
  lines.some(({ key }) => order.lines.some(({ externalId }) => externalId === key))
