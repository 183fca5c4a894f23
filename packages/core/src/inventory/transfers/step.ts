import { type Context, requireVersion, run, type Statement, update } from '../../kernel/index.ts'
import { announce } from '../movement.ts'
import { problems } from '../problems.ts'
import { stockTransfers } from '../schema.ts'
import { readTransfer, type Transfer, type TransferRow } from './reads.ts'

const change = update(stockTransfers)

export interface TransferChange {
  readonly id: string
  /** What the caller has seen; undefined goes on from whatever is there. */
  readonly version: number | undefined
}

type Patch = Parameters<typeof change>[1]

interface Step extends TransferChange {
  readonly name: string
  /** In which statuses it may be done. */
  readonly from: readonly TransferRow['status'][]
}

/** What a step does besides: variants whose stock it moves are announced. */
interface Stepped {
  readonly patch: Patch
  readonly statements: readonly Statement[]
  readonly variantIds: readonly string[]
}

/** One step of a transfer, from the statuses that allow it. Answers the id. Throws `inventory.transferStatus`. */
export async function step(
  ctx: Context,
  { id, version, name, from }: Step,
  plan: (transfer: Transfer, commandId: string) => Stepped | Promise<Stepped>,
): Promise<string> {
  await run(ctx, {
    name: `inventory.${name}`,
    plan: async (commandId) => {
      const transfer = await readTransfer(ctx, id)
      requireVersion(version, transfer.version)
      if (!from.includes(transfer.status))
        throw problems.transferStatus({ detail: `It is ${transfer.status}.`, extra: { current: transfer.status } })
      const { patch, statements, variantIds } = await plan(transfer, commandId)
      const line = change(
        { id, version: transfer.version },
        { ...patch, version: transfer.version + 1, updatedAt: ctx.now() },
        { changes: 1, refuse: () => 'stale' },
      )
      return { result: id, statements: [line, ...statements, ...announce(ctx, variantIds, commandId)] }
    },
  })
  return id
}
