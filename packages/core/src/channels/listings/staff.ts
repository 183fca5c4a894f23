import { eq, sql } from 'drizzle-orm'
import { audit } from '../../access/index.ts'
import {
  type Context,
  newestFirst,
  type Page,
  param,
  plain,
  requireVersion,
  run,
  type ShapeOf,
} from '../../kernel/index.ts'
import { CHANNELS } from '../connection-rows.ts'
import type { ListingOverrides, ListingStatus } from '../model.ts'
import { listings } from '../schema.ts'
import type { ListingView } from './model.ts'
import { listingRow, listingView } from './reads.ts'
import { patchListing } from './turn-to.ts'

interface Filters {
  readonly connectionId: string
  readonly status?: ListingStatus | undefined
  readonly product?: string | undefined
}

const listed = newestFirst(listings, (has: ShapeOf<Filters>) => [
  eq(listings.connectionId, param('connectionId')),
  has.status && eq(listings.status, param('status')),
  has.product && eq(listings.productId, param('product')),
])

export async function pageOfListings(
  ctx: Context,
  {
    connectionId,
    status,
    product,
    ...page
  }: Filters & { readonly limit: number; readonly cursor?: string | undefined },
): Promise<Page<ListingView>> {
  const { items, next } = await listed(ctx, { filters: { connectionId, status, product }, ...page })
  return { items: items.map((row) => listingView(row, ctx.now())), next }
}

export interface Overriding {
  readonly id: string
  readonly overrides: ListingOverrides | null
  readonly version: number | undefined
}

/** What this listing shows in place of the shop's own; null takes it back. */
export async function overrideListing(ctx: Context, { id, overrides, version }: Overriding): Promise<void> {
  await run(ctx, {
    name: 'channels.override',
    plan: async (commandId) => {
      const row = await listingRow(ctx, id)
      requireVersion(version, row.version)
      const now = ctx.now()
      const patch = {
        overrides,
        dirty: row.dirty + 1,
        markedAt: now,
        retryAt: 0,
        tries: 0,
        version: row.version + 1,
        updatedAt: now,
      }
      const guard = { changes: 1, refuse: () => 'stale' as const, touches: CHANNELS }
      return {
        result: null,
        statements: [
          patchListing({ id, version: row.version, dirty: row.dirty }, patch, guard),
          audit(ctx, { action: 'channels.override', subject: id, detail: Object.keys(overrides ?? {}), commandId }),
        ],
      }
    },
  })
}

/** What the channel shows in its own way is told once more. */
const tryAgain = plain(sql`
  update channel_listings set refused_hash = null, confirmed_hash = case when drift is null then confirmed_hash end, drift = null, dirty = dirty + 1, marked_at = ${param('now')}, tries = 0, retry_at = 0, updated_at = ${param('now')}
  where connection_id = ${param('connectionId')} and (is_wanted = 1 or is_sent = 1)
    and (${param('id')} is null or id = ${param('id')})
    and (${param('code')} is null or cause ->> 'code' = ${param('code')} or exists (
      select 1 from json_each(cause, '$.issues') where value ->> 'code' = ${param('code')}))`)

const tryValuesAgain = plain(sql`
  update channel_values set confirmed = case when drift is null then confirmed end, drift = null,
    dirty = dirty + 1, marked_at = ${param('now')}, tries = 0, retry_at = 0
  where connection_id = ${param('connectionId')} and cause is not null
    and (${param('id')} is null or listing_id = ${param('id')})
    and (${param('code')} is null or cause ->> 'code' = ${param('code')} or exists (
      select 1 from json_each(cause, '$.issues') where value ->> 'code' = ${param('code')}))`)

export interface Retrying {
  readonly connectionId: string
  /** One listing. */
  readonly id?: string | undefined
  /** All that have this cause, or an issue with this code. */
  readonly code?: string | undefined
}

/** Tries again now what was refused or waits, stock and prices too: one listing, those with the same cause, or all. */
export async function retryListings(ctx: Context, { connectionId, id, code }: Retrying): Promise<void> {
  const which = { connectionId, id: id ?? null, code: code ?? null, now: ctx.now() }
  await run(ctx, {
    name: 'channels.retry',
    plan: (commandId) => ({
      result: null,
      statements: [
        ...[tryAgain, tryValuesAgain].map((line) => line(which, { touches: CHANNELS })),
        audit(ctx, {
          action: 'channels.retry',
          subject: id ?? connectionId,
          detail: { code: code ?? null },
          commandId,
        }),
      ],
    }),
  })
}
