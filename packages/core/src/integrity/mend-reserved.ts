import { and, eq } from 'drizzle-orm'
import { correct, inventoryLevels, stockTasks } from '../inventory/index.ts'
import { type Context, insertInto, param, query, type Statement, update } from '../kernel/index.ts'
import { causeOf, type LevelKey, levelKeyOf, type Mend } from './mend.ts'
import type { Violation } from './model.ts'

const levelAt = query((q) =>
  q
    .select({ version: inventoryLevels.version, available: inventoryLevels.available })
    .from(inventoryLevels)
    .where(and(eq(inventoryLevels.variantId, param('variantId')), eq(inventoryLevels.locationId, param('locationId')))),
)

const touch = update(inventoryLevels)
const insertTask = insertInto(stockTasks)

/** I4: reservations are what was promised to people. The ledger gets the difference; what is not there for it becomes a debt with a task. */
export const mendReserved: Mend = async (ctx, violation, commandId) => {
  const key = levelKeyOf(violation)
  const level = await ctx.db.get(levelAt, { ...key })
  const drift = await readDrift(ctx, key)
  if (level === undefined || drift === undefined) return []
  const owes = Math.max(0, drift.reserved + drift.committed - level.available)
  return [
    touch({ ...key, version: level.version }, { updatedAt: ctx.now() }, { changes: 1, refuse: () => 'stale' }),
    ...correct(ctx, { ...key, ...drift, owes }, causeOf(violation, commandId)),
    ...(owes > 0 ? [taskFor(ctx, violation, owes)] : []),
  ]
}

function taskFor(ctx: Context, violation: Violation, quantity: number): Statement {
  const now = ctx.now()
  return insertTask({
    ...levelKeyOf(violation),
    id: ctx.newId('tsk'),
    kind: 'count',
    quantity,
    causeType: 'integrity',
    note: violation.cause.slice(0, 500),
    status: 'open',
    createdAt: now,
    updatedAt: now,
  })
}

const DRIFT = `select data ->> 'reserved', data ->> 'committed' from integrity_reserved
  where data ->> 'variantId' = ? and data ->> 'locationId' = ?`

async function readDrift(
  { db }: Context,
  { variantId, locationId }: LevelKey,
): Promise<{ reserved: number; committed: number } | undefined> {
  const [row] = (await db.raw(DRIFT, [variantId, locationId])) as number[][]
  return row === undefined ? undefined : { reserved: row[0] ?? 0, committed: row[1] ?? 0 }
}
