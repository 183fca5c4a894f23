import type { Item } from '@vitrine/core'
import { judge } from '../rules/judge.ts'
import { META, META_ATTRIBUTES } from '../rules/meta.ts'
import type { Row } from '../rules/rule.ts'
import { baseRow } from './base-row.ts'
import { barcodeIssues, type Judged, type Offering } from './google-row.ts'
import { laterOf } from './told.ts'

const LATER: Readonly<Record<string, string>> = {
  preorder: 'preorder',
  backorder: 'available for order',
  available_for_order: 'available for order',
  discontinued: 'discontinued',
}

/** What Meta's `availability` says of a number of pieces; `later` is what the shop said for when there are none. */
export function metaAvailability(quantity: number, later: string | undefined): string {
  if (later === 'preorder') return later
  return quantity > 0 ? 'in stock' : (LATER[later ?? ''] ?? 'out of stock')
}

/** An item in Meta's words. */
function metaRow(item: Item, { condition }: Offering): Row {
  const row = baseRow(item, { attributes: META_ATTRIBUTES, condition })
  row.availability = metaAvailability(item.quantity, laterOf(item))
  row.quantity_to_sell_on_facebook = String(item.quantity)
  return row
}

/** The row, and what Meta would have against it. */
export function judgedForMeta(item: Item, at: Offering): Judged {
  const row = metaRow(item, at)
  return { row, issues: [...judge(META, row, at), ...barcodeIssues(item)] }
}
