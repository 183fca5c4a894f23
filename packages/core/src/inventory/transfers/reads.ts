import { eq } from 'drizzle-orm'
import {
  type Context,
  grouped,
  iso,
  isoOrNull,
  list,
  newestFirst,
  oneOf,
  type Page,
  param,
  query,
  rowBy,
  type ShapeOf,
} from '../../kernel/index.ts'
import { problems } from '../problems.ts'
import { locationsBy } from '../refs.ts'
import { stockTransferLines, stockTransfers } from '../schema.ts'
import type { TransferView } from './model.ts'

export type TransferRow = typeof stockTransfers.$inferSelect
export type TransferLine = typeof stockTransferLines.$inferSelect

export interface Transfer extends TransferRow {
  readonly lines: readonly TransferLine[]
}

interface Filters {
  readonly status?: TransferRow['status'] | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
}

const byId = rowBy(stockTransfers, 'id')
const linesOf = query((q) =>
  q
    .select()
    .from(stockTransferLines)
    .where(oneOf(stockTransferLines.transferId, 'ids'))
    .orderBy(stockTransferLines.transferId, stockTransferLines.variantId),
)
const listed = newestFirst(stockTransfers, (has: ShapeOf<Filters>) => [
  has.status && eq(stockTransfers.status, param('status')),
  has.from && eq(stockTransfers.fromLocationId, param('from')),
  has.to && eq(stockTransfers.toLocationId, param('to')),
])

/** A transfer with its lines. Throws `inventory.transferNotFound`. */
export async function readTransfer(ctx: Pick<Context, 'db'>, id: string): Promise<Transfer> {
  const [row, lines] = await Promise.all([ctx.db.get(byId, { id }), ctx.db.all(linesOf, { ids: list([id]) })])
  if (row === undefined) throw problems.transferNotFound()
  return { ...row, lines }
}

export async function getTransfer(ctx: Context, id: string): Promise<TransferView> {
  const { lines, ...row } = await readTransfer(ctx, id)
  return viewOf(row, lines)
}

/** Transfers, newest first; locations by id or code. */
export async function listTransfers(
  ctx: Context,
  { status, from, to, ...page }: Filters & { readonly limit: number; readonly cursor?: string | undefined },
): Promise<Page<TransferView>> {
  const locate = await locationsBy(ctx)
  const idOf = (ref: string | undefined) => (ref === undefined ? undefined : (locate(ref)?.id ?? ref))
  const { items, next } = await listed(ctx, { filters: { status, from: idOf(from), to: idOf(to) }, ...page })
  const lines = grouped(
    await ctx.db.all(linesOf, { ids: list(items.map(({ id }) => id)) }),
    ({ transferId }) => transferId,
  )
  return { items: items.map((row) => viewOf(row, lines.get(row.id) ?? [])), next }
}

function viewOf(row: TransferRow, lines: readonly TransferLine[]): TransferView {
  return {
    ...row,
    expectedAt: isoOrNull(row.expectedAt),
    shippedAt: isoOrNull(row.shippedAt),
    closedAt: isoOrNull(row.closedAt),
    lines: lines.map((line) => ({ ...line })),
    createdAt: iso(row.createdAt),
    updatedAt: iso(row.updatedAt),
  }
}
