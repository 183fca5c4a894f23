import { and, desc, eq, lt } from 'drizzle-orm'
import {
  type Context,
  decodeCursor,
  encodeCursor,
  type Page,
  param,
  queryByShape,
  requireVersion,
  rowBy,
  run,
  toPage,
  update,
} from '../kernel/index.ts'
import { resolveStore, type StoreContext, storeOfTerms } from '../markets/index.ts'
import type { DraftDelivery, DraftDeliveryInput, DraftInput, DraftLine, DraftLineInput, DraftPatch } from './draft.ts'
import { findLineVariants } from './goods.ts'
import { insertNumbered } from './numbers.ts'
import { problems } from './problems.ts'
import { orderDrafts } from './schema.ts'

export type DraftRow = typeof orderDrafts.$inferSelect

const insert = insertNumbered(orderDrafts, 'draft')
const change = update(orderDrafts)
const stale = { changes: 1, refuse: () => 'stale' as const }

const byId = rowBy(orderDrafts, 'id')

const listed = queryByShape((q, { status, after }: { readonly status: boolean; readonly after: boolean }) =>
  q
    .select()
    .from(orderDrafts)
    .where(
      and(
        status ? eq(orderDrafts.status, param('status')) : undefined,
        after ? lt(orderDrafts.id, param('after')) : undefined,
      ),
    )
    .orderBy(desc(orderDrafts.id))
    .limit(param('limit')),
)

/** Throws `orders.draftNotFound`. */
export async function draftById(ctx: Context, id: string): Promise<DraftRow> {
  const found = await ctx.db.get(byId, { id })
  if (found === undefined) throw problems.draftNotFound()
  return found
}

export interface DraftFilter {
  readonly status?: DraftRow['status'] | undefined
  readonly limit: number
  readonly cursor?: string | undefined
}

/** Drafts, newest first. */
export async function listDrafts(ctx: Context, { status, limit, cursor }: DraftFilter): Promise<Page<DraftRow>> {
  const [after] = cursor === undefined ? [] : decodeCursor('order-drafts', cursor, 1)
  const shape = { status: status !== undefined, after: after !== undefined }
  const rows = await ctx.db.all(listed(shape), { status, after, limit: limit + 1 })
  return toPage(rows, limit, { cursor: ({ id }) => encodeCursor('order-drafts', [id]), item: (row) => row })
}

/** Starts an order that staff write. It holds no stock. Throws `request.invalid` for unknown variants. */
export async function createDraft(ctx: Context, input: DraftInput): Promise<{ id: string }> {
  const { market, channel, currency, language, lines, delivery, ...rest } = input
  const { result } = await run(ctx, {
    name: 'draft.create',
    plan: async () => {
      const store = await resolveStore(ctx, { market, channel, currency, language })
      const id = ctx.newId('drf')
      const now = ctx.now()
      const statements = insert({
        ...rest,
        id,
        status: 'open',
        marketId: store.market.id,
        channelId: store.channel.id,
        currency: store.currency,
        language: store.language,
        delivery: delivery ? keptDelivery(delivery) : null,
        lines: await keptLines(ctx, store, lines),
        createdAt: now,
        updatedAt: now,
      })
      return { statements, result: { id } }
    },
  })
  return result
}

export interface DraftChange {
  readonly id: string
  /** The version that staff saw. */
  readonly expected?: number | undefined
}

/** Changes a draft; what is left out stays, lines are replaced as a whole. Throws `orders.draftClosed`. */
export async function updateDraft(
  ctx: Context,
  { id, expected, patch }: DraftChange & { readonly patch: DraftPatch },
): Promise<void> {
  await changeDraft(ctx, { id, expected, name: 'draft.update' }, async (draft) => {
    const { lines, delivery, ...rest } = patch
    return {
      ...rest,
      delivery: delivery === undefined ? undefined : delivery === null ? null : keptDelivery(delivery),
      lines: lines === undefined ? undefined : await keptLines(ctx, await storeOfTerms(ctx, draft), lines),
    }
  })
}

/** Puts a draft aside for good. Throws `orders.draftClosed`. */
export async function discardDraft(ctx: Context, { id, expected }: DraftChange): Promise<void> {
  await changeDraft(ctx, { id, expected, name: 'draft.discard' }, () => ({ status: 'discarded' }))
}

type Patch = Parameters<typeof change>[1]

async function changeDraft(
  ctx: Context,
  { id, expected, name }: DraftChange & { readonly name: string },
  decide: (draft: DraftRow) => Promise<Patch> | Patch,
): Promise<void> {
  await run(ctx, {
    name,
    plan: async () => {
      const draft = await draftById(ctx, id)
      requireVersion(expected, draft.version)
      if (draft.status !== 'open') throw problems.draftClosed()
      const { version } = draft
      const patch = { ...(await decide(draft)), version: version + 1, updatedAt: ctx.now() }
      return { statements: [change({ id, version }, patch, stale)], result: { id } }
    },
  })
}

/** Lines name their variant by id from here on, so that a new SKU changes nothing. */
async function keptLines(ctx: Context, store: StoreContext, lines: readonly DraftLineInput[]): Promise<DraftLine[]> {
  const wanted = lines.map((line) => ({ ...line, key: ctx.newId('drl') }))
  const found = await findLineVariants(store, { wanted, path: 'body.lines' })
  return found.map(({ wanted: { key, title, quantity, unitAmount, taxClass }, variant }) => ({
    ...{ key, quantity },
    variantId: variant?.variantId ?? null,
    title: title ?? null,
    unitAmount: unitAmount ?? null,
    taxClass: taxClass ?? null,
  }))
}

function keptDelivery({ code, name, amount, locationId }: DraftDeliveryInput): DraftDelivery {
  return { code, name: name ?? null, amount: amount ?? null, locationId: locationId ?? null }
}
