import { sql } from 'drizzle-orm'
import { param, plain, type Statement } from '../../../kernel/index.ts'
import type { Observation } from '../../acknowledgement.ts'
import type { Work } from '../../lane/index.ts'
import type { ValueRow } from '../listing-rows.ts'
import { judgeDrift, ownWayCause } from './own-way.ts'

const ofRow = sql`connection_id = ${param('connectionId')} and lane = ${param('lane')} and variant_id = ${param('variantId')}
  and done = ${param('done')} and dirty = done and confirmed = ${param('ours')}`

const shown = plain(sql`
  update channel_values set confirmed = ${param('confirmed')}, drift = ${param('drift')}, dirty = dirty + 1, marked_at = ${param('now')}
  where ${ofRow}`)

const bear = plain(sql`update channel_values set drift = ${param('drift')}, cause = ${param('cause')} where ${ofRow}`)

/** It shows what it was told again: what was said of its own way is not true any more. */
const straight = plain(sql`
  update channel_values set drift = null, cause = case when cause ->> 'code' = 'shown_differently' then null else cause end
  where ${ofRow}`)

/** A quantity or price that the channel shows and that is not the one it took: it is sent again, unless just that came back every time. */
export function driftOfValues(work: Work, rows: readonly ValueRow[], seen: Observation): Statement[] {
  return rows.flatMap((row) => {
    if (seen.status !== 'live' || row.confirmed === null || row.sent !== null || row.dirty !== row.done) return []
    return settleValue(work, { ...row, confirmed: row.confirmed }, seen)
  })
}

const textOf = (value: unknown) => (value === null ? null : JSON.stringify(value))

function settleValue(
  { ctx }: Work,
  row: ValueRow & { readonly confirmed: string },
  { quantity, price }: Observation,
): Statement[] {
  const field = row.lane === 'stock' ? 'quantity' : 'price'
  const theirs = row.lane === 'stock' ? quantity : price
  const taken = JSON.parse(row.confirmed) as {
    readonly quantity?: number
    readonly price?: number
    readonly drift?: boolean
  }
  const ours = taken[field]
  if (theirs === undefined) return []
  const { connectionId, lane, variantId, done } = row
  const key = { connectionId, lane, variantId, done, ours: row.confirmed, now: ctx.now() }
  // It was to be written over while there was nothing to write, as for goods that were off sale: that is still owed.
  if (taken.drift === true)
    return [shown({ ...key, drift: textOf(row.drift), confirmed: textOf({ [field]: theirs, drift: true }) })]
  if (theirs === ours) return row.drift === null ? [] : [straight(key)]
  const difference = { field, ours, theirs }
  const { fresh, drift } = judgeDrift(row.drift, row.confirmed, [difference])
  const kept = { ...key, drift: JSON.stringify(drift) }
  if (fresh.length > 0) return [shown({ ...kept, confirmed: JSON.stringify({ [field]: theirs, drift: true }) })]
  return [bear({ ...kept, cause: JSON.stringify(ownWayCause([difference])) })]
}
