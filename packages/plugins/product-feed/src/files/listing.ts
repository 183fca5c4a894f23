import type { Acknowledgement, Entry, Issue, Item, ReceiptOutcome, Unmappable } from '@vitrine/core'
import * as v from 'valibot'
import { fieldsOf } from '../offers/fields.ts'
import { GOOGLE_ATTRIBUTES } from '../rules/google.ts'
import { LOCAL_ATTRIBUTES } from '../rules/local.ts'
import { META_ATTRIBUTES } from '../rules/meta.ts'
import type { Row } from '../rules/rule.ts'
import type { FeedSettings } from '../settings.ts'
import type { Shelf } from './keep.ts'
import { rowsOf } from './rows.ts'

/** What the engine works with for one file. */
export interface FeedApi {
  readonly settings: FeedSettings
  readonly connectionId: string
  readonly shelf: Shelf
  /** Milliseconds. */
  readonly now: () => number
}

const Value = v.union([v.string(), v.array(v.string())])

/** Listings that are noted together. */
export const TOGETHER = 500

/** What an item's rows say beside price and stock, which are in the file as they are when it is made. */
export const FeedRows = v.object({ rows: v.array(v.record(v.string(), Value)) })
export type FeedRows = v.InferOutput<typeof FeedRows>

/** Our fields by the readers' names. */
export const FIELDS = fieldsOf(
  [GOOGLE_ATTRIBUTES, META_ATTRIBUTES, LOCAL_ATTRIBUTES].flatMap((attributes) => Object.keys(attributes)),
)

/** Whether a date is near or over is told when the file is made. */
const DATED = ['past', 'too_far']
const APART = ['price', 'sale_price', 'availability', 'quantity', 'quantity_to_sell_on_facebook']

/** An item as it will stand in the file, or everything that its reader would refuse about it. */
export function feedRows(item: Item, { settings }: { readonly settings: FeedSettings }): FeedRows | Unmappable {
  const judged = rowsOf(item, settings, { condition: settings.condition, country: settings.country ?? '', now: 0 })
  const issues = judged.flatMap((one) => one.issues)
  const errors = issues.filter(({ severity, code }: Issue) => severity === 'error' && !DATED.includes(code))
  return errors.length > 0 ? { issues: errors } : { rows: judged.map(({ row }) => lasting(row)) }
}

function lasting(row: Row): FeedRows['rows'][number] {
  const kept = Object.entries(row).filter(([name]) => !APART.includes(name))
  return Object.fromEntries(kept.map(([name, value]) => [name, typeof value === 'string' ? value : [...value]]))
}

/** It stands in the next file, which is made by the job. */
export async function publish(api: FeedApi, entries: readonly Entry[]): Promise<readonly Acknowledgement[]> {
  return inNextFile(api, entries)
}

function inNextFile(api: FeedApi, entries: readonly Entry[]): readonly Acknowledgement[] {
  const receipt = `file:${api.now()}`
  return entries.map(({ key }) => ({ key, outcome: 'pending', receipt }))
}

/** So many that leave together are worth a file of their own; a few wait for the one that is due. */
const MANY = 0.5

/** It is in no file that is made from now on; the one that is served has it until then. */
export async function withdraw(api: FeedApi, entries: readonly Entry[]): Promise<readonly Acknowledgement[]> {
  const { shelf, connectionId, now } = api
  const file = await shelf.file(connectionId)
  if (file?.isPublic !== true || file.version === null) return entries.map(({ key }) => ({ key, outcome: 'live' }))
  if (entries.length >= Math.min(TOGETHER, file.items * MANY)) await shelf.ask(connectionId, now())
  return inNextFile(api, entries)
}

/** What stands in a file that is served is live, unless the file was made without it; what was withdrawn before it was made is gone. */
export async function pollReceipts(api: FeedApi, receipts: readonly string[]): Promise<readonly ReceiptOutcome[]> {
  const file = await api.shelf.file(api.connectionId)
  // When it could not be made, the file is the one of before.
  const isMade = file?.isPublic === true && file.version !== null && file.error === null
  const madeAt = isMade ? file.madeAt : null
  if (madeAt === null) return receipts.map((receipt) => ({ receipt, status: 'working' }))
  const acknowledgements = await leftOut(api, file?.version ?? '')
  return receipts.map((receipt) =>
    Number(receipt.split(':')[1]) > madeAt
      ? { receipt, status: 'working' }
      : { receipt, status: 'done', acknowledgements, others: 'live' },
  )
}

/** What only the day decides was not known before the file was made. */
async function leftOut({ shelf }: FeedApi, version: string): Promise<readonly Acknowledgement[]> {
  const rejected = new Map<string, Issue[]>()
  for (const { key, severity, code, field, message } of await shelf.dated(version, DATED))
    rejected.set(key, [...(rejected.get(key) ?? []), { severity, code, field, message }])
  return [...rejected].map(([key, issues]) => ({ key, outcome: 'rejected', issues }))
}
