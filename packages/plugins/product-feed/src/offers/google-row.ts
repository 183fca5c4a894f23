import type { Issue, Item } from '@vitrine/core'
import { GOOGLE, GOOGLE_ATTRIBUTES } from '../rules/google.ts'
import { gtinFault } from '../rules/gtin.ts'
import { judge } from '../rules/judge.ts'
import { type Judging, type Row, warning } from '../rules/rule.ts'
import { baseRow } from './base-row.ts'
import { laterOf } from './told.ts'

export interface Offering extends Judging {
  /** Of goods that do not say it. */
  readonly condition: string
}

export interface Judged {
  readonly row: Row
  readonly issues: readonly Issue[]
}

const LATER = ['preorder', 'backorder']

/** What Google's `availability` says of a number of pieces; `later` is what the shop said for when there are none. */
export function googleAvailability(quantity: number, later: string | undefined): string {
  if (later === 'preorder') return later
  if (quantity > 0) return 'in_stock'
  return later !== undefined && LATER.includes(later) ? later : 'out_of_stock'
}

/** An item in Google's words. */
export function googleRow(item: Item, { condition }: Offering): Row {
  const row = baseRow(item, { attributes: GOOGLE_ATTRIBUTES, condition })
  row.availability = googleAvailability(item.quantity, laterOf(item))
  if (row.gtin === undefined && (row.mpn === undefined || row.brand === undefined)) row.identifier_exists ??= 'no'
  return row
}

/** The row, and what Google would have against it. */
export function judgedForGoogle(item: Item, at: Offering): Judged {
  const row = googleRow(item, at)
  return { row, issues: [...judge(GOOGLE, row, at), ...barcodeIssues(item)] }
}

/** A number that is no GTIN is left out, since a wrong one is worse than none. */
export function barcodeIssues({ barcode }: Pick<Item, 'barcode'>): readonly Issue[] {
  const fault = barcode === null ? undefined : gtinFault(barcode)
  return fault === undefined ? [] : [warning('bad_gtin', 'gtin', `the barcode ${barcode} ${fault}, and is left out`)]
}
