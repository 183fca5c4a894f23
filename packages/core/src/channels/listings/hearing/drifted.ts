import { emit } from '../../../events/index.ts'
import type { Statement } from '../../../kernel/index.ts'
import type { Observation } from '../../acknowledgement.ts'
import { listingDrifted } from '../../events.ts'
import type { Work } from '../../lane/index.ts'
import type { Drift } from '../../model.ts'
import { causeOf, issuesOf } from '../issues.ts'
import type { ListingRow } from '../listing-rows.ts'
import { shapeHash } from '../shape-hash.ts'
import { markListing, turnTo } from '../turn-to.ts'
import { type Difference, mergedShape } from './drift.ts'
import { nextLook } from './looks.ts'
import { words } from './own-way.ts'

/** What the channel says of a listing besides its shape. */
export interface Told {
  readonly externalId?: string
  readonly url?: string
}

interface Drifting {
  readonly seen: Observation
  readonly told: Told
  /** What it should show. */
  readonly shape: unknown
  readonly differing: readonly Difference[]
  readonly drift: Drift | null
}

/** It shows what it showed before; what we have for it now is not fit, or was refused, or it was to be ended and was not: that is what people must see to. */
export function isStanding({ status, cause, refusedHash, confirmedHash }: ListingRow): boolean {
  if (status !== 'rejected') return status === 'invalid'
  return cause?.code === 'not_ended' || (refusedHash !== null && refusedHash !== confirmedHash)
}

/** Somebody edited it there. It is told; and written over unless the connection only reports. */
export function drifted(work: Work, row: ListingRow, { seen, told, shape, differing, drift }: Drifting): Statement[] {
  const { ctx, connection, channel } = work
  const issues = issuesOf(
    differing.map(({ field, theirs }) => ({
      severity: 'warning',
      code: 'drift',
      field,
      message: `it shows ${words(theirs)} there`,
    })),
    channel.listings?.fields,
  )
  const fields = differing.map(({ field }) => field).join(', ')
  const common = {
    ...told,
    cause: isStanding(row) ? row.cause : causeOf('drift', `somebody changed it on the channel: ${fields}`, issues),
    isSent: true,
    askedAt: null,
    observeAt: nextLook(work),
    status: isStanding(row) ? row.status : ('drifted' as const),
  }
  const isNew = row.status !== common.status
  const fact = {
    aggregate: row.id,
    data: { listingId: row.id, connectionId: row.connectionId, productId: row.productId },
  }
  const lines = isNew ? [emit(ctx, listingDrifted, fact)] : []
  if (connection.onDrift === 'report') return [...turnTo(ctx, row, common), ...lines]
  const merged = mergedShape(shape, seen.shape)
  const written = { ...common, confirmed: merged, confirmedHash: shapeHash(merged), drift }
  return [...turnTo(ctx, row, written), ...lines, markListing({ id: row.id, now: ctx.now() })]
}
