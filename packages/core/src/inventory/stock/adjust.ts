import { and, eq } from 'drizzle-orm'
import { type Context, param, query, run, type Statement } from '../../kernel/index.ts'
import type { Level } from '../model.ts'
import {
  announce,
  type Deltas,
  ensureLevel,
  freedBy,
  type MoveContext,
  type MovementKind,
  move,
  task,
} from '../movement.ts'
import { problems } from '../problems.ts'
import { levelColumns } from '../reads.ts'
import { locationsBy, openLocation, unknownVariant, variantIdsOf } from '../refs.ts'
import { inventoryLevels } from '../schema.ts'
import type { AdjustmentInput } from './model.ts'

const levelAt = query((q) =>
  q
    .select(levelColumns)
    .from(inventoryLevels)
    .where(and(eq(inventoryLevels.variantId, param('variantId')), eq(inventoryLevels.locationId, param('locationId')))),
)

/** Where an adjustment happens. */
export interface LevelKey {
  readonly variantId: string
  readonly locationId: string
}

/** The level as it is, or one of zeros where nothing was ever moved. */
async function readLevel({ db }: Pick<Context, 'db'>, { variantId, locationId }: LevelKey): Promise<Level> {
  const found = await db.get(levelAt, { variantId, locationId })
  return found ?? emptyLevel({ variantId, locationId })
}

export function emptyLevel({ variantId, locationId }: LevelKey): Level {
  return {
    variantId,
    locationId,
    onHand: 0,
    reserved: 0,
    committed: 0,
    unavailable: 0,
    incoming: 0,
    short: 0,
    available: 0,
  }
}

/** What is done to a level, resolved to its ids. */
export interface Adjustment {
  readonly kind: 'receive' | 'count' | 'damage' | 'repair' | 'write_off'
  readonly quantity: number
  readonly from?: 'available' | 'unavailable' | undefined
  readonly expected?: number | undefined
  readonly reason?: string | undefined
  readonly note?: string | undefined
}

/** Changes stock for a reason. Answers the level's key. Outside writers (keys, plugins) must say what they `expected` when they count. */
export async function adjustStock(ctx: Context, input: AdjustmentInput): Promise<LevelKey> {
  const { result } = await run(ctx, {
    name: `inventory.${input.kind}`,
    plan: async (commandId) => {
      const [locate, idOf] = await Promise.all([locationsBy(ctx), variantIdsOf(ctx, [input])])
      const location = openLocation(locate(input.location), { ref: input.location, path: 'body.location' })
      const variantId = idOf(input)
      if (variantId === undefined) throw unknownVariant(input, 'body')
      const key = { variantId, locationId: location.id }
      const level = await readLevel(ctx, key)
      return { result: key, statements: adjust(ctx, level, { ...input, commandId }) }
    },
  })
  return result
}

/** The lines of one adjustment of a level that was just read. Throws `inventory.changed`, `expectedRequired` or `insufficient`. */
export function adjust(
  ctx: MoveContext,
  level: Level,
  adjustment: Adjustment & { readonly commandId: string },
): Statement[] {
  const { kind, quantity, expected, reason, note, commandId } = adjustment
  const { variantId, locationId } = level
  requireExpected(ctx, level, { kind, expected })
  const deltas = deltasOf(level, adjustment)
  const freed = freedBy(deltas)
  const missing = Math.max(0, -(level.available + freed))
  if (missing > 0 && kind !== 'count')
    throw problems.insufficient({
      detail: `${quantity} are not available here. If they are gone although they were promised, count what is left.`,
      extra: { variantId, requested: quantity, available: level.available },
    })
  const cause = { type: 'adjustment', id: null }
  const { onHand = 0, unavailable = 0 } = deltas
  const movement = {
    variantId,
    locationId,
    kind: kind as MovementKind,
    onHand,
    unavailable,
    cause,
    commandId,
    reason,
    note,
    owes: missing,
    expected: kind === 'count' ? level.onHand : expected,
  }
  const debt = { variantId, locationId, quantity: missing, kind: 'count' as const, cause, note: note ?? reason }
  return [
    ensureLevel(ctx, { variantId, locationId }),
    move(ctx, movement),
    ...(missing > 0 ? [task(ctx, debt)] : []),
    ...(freed === 0 ? [] : announce(ctx, [variantId], commandId)),
  ]
}

function requireExpected(
  ctx: MoveContext,
  level: Level,
  { kind, expected }: Pick<Adjustment, 'kind' | 'expected'>,
): void {
  const { variantId, locationId, onHand } = level
  if (expected !== undefined && expected !== onHand)
    throw problems.changed({
      detail: `You expected ${expected} on hand, there are ${onHand}.`,
      extra: { variantId, locationId, expected, current: onHand },
    })
  const isOutside = ctx.actor.kind === 'key' || ctx.actor.kind === 'plugin'
  if (kind === 'count' && expected === undefined && isOutside)
    throw problems.expectedRequired({
      errors: [{ path: 'body.expected', code: 'required', message: 'is required when an outside system counts' }],
    })
}

function deltasOf({ onHand, unavailable }: Level, { kind, quantity, from }: Adjustment): Deltas {
  switch (kind) {
    case 'receive':
      return { onHand: quantity }
    case 'count':
      // Fewer than are known to be damaged: some of those are gone too.
      return { onHand: quantity - onHand, unavailable: Math.min(0, quantity - unavailable) }
    case 'damage':
      return { unavailable: quantity }
    case 'repair':
      requireUnavailable(unavailable, quantity)
      return { unavailable: -quantity }
    case 'write_off':
      if (from !== 'unavailable') return { onHand: -quantity }
      requireUnavailable(unavailable, quantity)
      return { onHand: -quantity, unavailable: -quantity }
  }
}

function requireUnavailable(unavailable: number, quantity: number): void {
  if (quantity > unavailable)
    throw problems.notDamaged({
      detail: `Only ${unavailable} are damaged here.`,
      errors: [{ path: 'body.quantity', code: 'tooMany', message: `is more than the ${unavailable} that are damaged` }],
    })
}
