import { type Context, fromIso, insertInto, run } from '../../kernel/index.ts'
import { problems } from '../problems.ts'
import { locationsBy, openLocation, unknownVariant, variantIdsOf } from '../refs.ts'
import { stockTransferLines, stockTransfers } from '../schema.ts'
import type { TransferInput, TransferPatch } from './model.ts'
import { step, type TransferChange } from './step.ts'

const insertTransfer = insertInto(stockTransfers)
const insertLine = insertInto(stockTransferLines)

/** Plans goods on their way: from another location, or from outside. Nothing moves until it ships. Answers the id. */
export async function createTransfer(ctx: Context, { from, to, lines, ...details }: TransferInput): Promise<string> {
  const { result } = await run(ctx, {
    name: 'inventory.createTransfer',
    plan: async () => {
      const [locate, idOf] = await Promise.all([locationsBy(ctx), variantIdsOf(ctx, lines)])
      const toLocationId = openLocation(locate(to), { ref: to, path: 'body.to' }).id
      const fromLocationId = from == null ? null : openLocation(locate(from), { ref: from, path: 'body.from' }).id
      if (fromLocationId === toLocationId)
        throw problems.sameLocation({ errors: [{ path: 'body.to', code: 'same', message: 'is where the goods are' }] })
      const id = ctx.newId('trf')
      const now = ctx.now()
      const rows = lines.map((line, index) => {
        const variantId = idOf(line)
        const path = `body.lines.${index}`
        if (variantId === undefined) throw unknownVariant(line, path)
        const errors = [{ path, code: 'repeated', message: 'is the variant of another line' }]
        return insertLine(
          { transferId: id, variantId, quantity: line.quantity },
          { refuse: ({ kind }) => (kind === 'unique' ? problems.lineRepeated({ errors }) : undefined) },
        )
      })
      const row = { ...patchOf(details), id, fromLocationId, toLocationId, status: 'draft' as const }
      return { result: id, statements: [insertTransfer({ ...row, createdAt: now, updatedAt: now }), ...rows] }
    },
  })
  return result
}

function patchOf({ expectedAt, ...details }: TransferPatch) {
  return {
    ...details,
    ...(expectedAt === undefined ? {} : { expectedAt: expectedAt === null ? null : fromIso(expectedAt) }),
  }
}

/** Changes reference, note or the day on which the goods are expected. */
export function updateTransfer(
  ctx: Context,
  { patch, ...which }: TransferChange & { readonly patch: TransferPatch },
): Promise<string> {
  return step(ctx, { ...which, name: 'updateTransfer', from: ['draft', 'in_transit'] }, () => ({
    patch: patchOf(patch),
    statements: [],
    variantIds: [],
  }))
}
