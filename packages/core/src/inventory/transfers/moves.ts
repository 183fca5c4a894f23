import { and, eq, sql } from 'drizzle-orm'
import { type Context, param, type Statement, statement } from '../../kernel/index.ts'
import { ensureLevel, move } from '../movement.ts'
import { problems } from '../problems.ts'
import { levelsOf } from '../reads.ts'
import { unknownVariant, variantIdsOf } from '../refs.ts'
import { stockTransferLines } from '../schema.ts'
import type { CancelInput, ReceiptInput } from './model.ts'
import type { Transfer, TransferLine } from './reads.ts'
import { step, type TransferChange } from './step.ts'

const settleLine = statement((q) =>
  q
    .update(stockTransferLines)
    .set({
      received: sql`received + ${param('received')}`,
      cancelled: sql`cancelled + ${param('cancelled')}`,
    })
    .where(and(eq(stockTransferLines.transferId, param('id')), eq(stockTransferLines.variantId, param('variantId')))),
)

/** The goods leave: off the shelf here, incoming there. Throws `inventory.insufficient` for what is not available. */
export function shipTransfer(ctx: Context, which: TransferChange): Promise<string> {
  return step(ctx, { ...which, name: 'shipTransfer', from: ['draft'] }, async (transfer, commandId) => {
    const variantIds = transfer.lines.map(({ variantId }) => variantId)
    await requireAvailable(ctx, transfer, variantIds)
    return {
      patch: { status: 'in_transit', shippedAt: ctx.now() },
      statements: transfer.lines.flatMap((line) => shipLine(ctx, { transfer, line, commandId })),
      variantIds,
    }
  })
}

async function requireAvailable(
  ctx: Context,
  { fromLocationId, lines }: Transfer,
  variantIds: readonly string[],
): Promise<void> {
  if (fromLocationId === null) return
  const levels = (await levelsOf(ctx, variantIds)).filter(({ locationId }) => locationId === fromLocationId)
  for (const { variantId, quantity } of lines) {
    const available = levels.find((level) => level.variantId === variantId)?.available ?? 0
    if (available < quantity)
      throw problems.insufficient({
        detail: `${available} are available where ${quantity} should leave.`,
        extra: { variantId, requested: quantity, available },
      })
  }
}

interface OneLine {
  readonly transfer: Transfer
  readonly line: TransferLine
  readonly commandId: string
}

function shipLine(ctx: Context, { transfer, line, commandId }: OneLine): Statement[] {
  const { variantId, quantity } = line
  const cause = { type: 'transfer', id: transfer.id }
  const incoming = { variantId, locationId: transfer.toLocationId }
  const arriving = [
    ensureLevel(ctx, incoming),
    move(ctx, { ...incoming, kind: 'announce', incoming: quantity, cause, commandId }),
  ]
  if (transfer.fromLocationId === null) return arriving
  const here = { variantId, locationId: transfer.fromLocationId }
  return [
    ensureLevel(ctx, here),
    move(ctx, { ...here, kind: 'transfer_out', onHand: -quantity, cause, commandId }),
    ...arriving,
  ]
}

/** Goods arrive, all or some. The transfer is received when nothing is on its way any more. */
export function receiveTransfer(
  ctx: Context,
  { receipt, ...which }: TransferChange & { readonly receipt: ReceiptInput },
): Promise<string> {
  return step(ctx, { ...which, name: 'receiveTransfer', from: ['in_transit'] }, async (transfer, commandId) => {
    const arrived = await arrivals(ctx, transfer, receipt)
    const isAll = transfer.lines.every((line) => openOf(line) === (arrived.get(line.variantId)?.quantity ?? 0))
    const statements = [...arrived].flatMap(([variantId, { quantity, damaged }]) => [
      settleLine({ id: transfer.id, variantId, received: quantity, cancelled: 0 }, { changes: 1 }),
      move(ctx, {
        variantId,
        locationId: transfer.toLocationId,
        kind: 'transfer_in',
        onHand: quantity,
        unavailable: damaged,
        incoming: -quantity,
        cause: { type: 'transfer', id: transfer.id },
        commandId,
      }),
    ])
    return {
      patch: isAll ? { status: 'received', closedAt: ctx.now() } : {},
      statements,
      variantIds: [...arrived.keys()],
    }
  })
}

interface Arrival {
  readonly quantity: number
  readonly damaged: number
}

async function arrivals(ctx: Context, transfer: Transfer, { lines }: ReceiptInput): Promise<Map<string, Arrival>> {
  if (lines === undefined)
    return new Map(
      transfer.lines
        .filter((line) => openOf(line) > 0)
        .map((line) => [line.variantId, { quantity: openOf(line), damaged: 0 }]),
    )
  const idOf = await variantIdsOf(ctx, lines)
  const arrived = new Map<string, Arrival>()
  for (const [index, line] of lines.entries()) {
    const path = `body.lines.${index}`
    const variantId = idOf(line)
    const sent = transfer.lines.find((one) => one.variantId === variantId)
    if (variantId === undefined || sent === undefined) throw unknownVariant(line, path)
    if (arrived.has(variantId))
      throw problems.lineRepeated({ errors: [{ path, code: 'repeated', message: 'is the variant of another line' }] })
    if (line.quantity > openOf(sent) || line.damaged > line.quantity)
      throw problems.tooManyArrived({
        detail: `${openOf(sent)} are on their way.`,
        errors: [
          { path: `${path}.quantity`, code: 'tooMany', message: `is more than the ${openOf(sent)} on their way` },
        ],
      })
    arrived.set(variantId, line)
  }
  return arrived
}

/** What has not arrived comes back, or is lost; a draft is only dropped. */
export function cancelTransfer(
  ctx: Context,
  { input, ...which }: TransferChange & { readonly input: CancelInput },
): Promise<string> {
  return step(ctx, { ...which, name: 'cancelTransfer', from: ['draft', 'in_transit'] }, (transfer, commandId) => {
    const closedAt = ctx.now()
    if (transfer.status === 'draft') return { patch: { status: 'cancelled', closedAt }, statements: [], variantIds: [] }
    const open = transfer.lines.filter((line) => openOf(line) > 0)
    const isPartial = transfer.lines.some(({ received }) => received > 0)
    return {
      patch: { status: isPartial ? 'received' : 'cancelled', closedAt },
      statements: open.flatMap((line) => returnLine(ctx, { transfer, line, commandId, lost: input.lost })),
      variantIds: open.map(({ variantId }) => variantId),
    }
  })
}

function returnLine(
  ctx: Context,
  { transfer, line, commandId, lost }: OneLine & { readonly lost: boolean },
): Statement[] {
  const { variantId } = line
  const quantity = openOf(line)
  const movement = {
    variantId,
    kind: 'transfer_cancel' as const,
    cause: { type: 'transfer', id: transfer.id },
    commandId,
  }
  const isBack = transfer.fromLocationId !== null && !lost
  return [
    settleLine({ id: transfer.id, variantId, received: 0, cancelled: quantity }, { changes: 1 }),
    move(ctx, { ...movement, locationId: transfer.toLocationId, incoming: -quantity, reason: lost ? 'lost' : null }),
    ...(isBack ? [move(ctx, { ...movement, locationId: transfer.fromLocationId ?? '', onHand: quantity })] : []),
  ]
}

function openOf({ quantity, received, cancelled }: TransferLine): number {
  return quantity - received - cancelled
}
