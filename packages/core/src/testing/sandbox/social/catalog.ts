import * as v from 'valibot'
import type { Kit } from '../platform.ts'
import type { Versions } from '../versions.ts'
import { type BatchResult, CatalogItem, type Operation, type Reason } from './contract.ts'

/** An item as it is shown, and what people who look at it said. */
export interface Shown {
  readonly handle: string
  readonly item: CatalogItem
  readonly status: 'in_review' | 'active' | 'disapproved'
  readonly reasons: readonly Reason[]
  readonly looks: number
}

export interface BatchRun {
  readonly batchId: string
  readonly status: 'queued' | 'finished'
  readonly items: readonly BatchResult[]
}

export interface Catalog {
  readonly items: Versions<Shown>
  readonly batches: Map<string, BatchRun>
}

export function createCatalog(kit: Kit): Catalog {
  return { items: kit.versions<Shown>(), batches: new Map() }
}

/** Takes a batch in and works on it a little later; each item is shown only after a look at it. */
export function takeBatch(kit: Kit, catalog: Catalog, operations: readonly Operation[]) {
  const batchId = kit.newId('batch')
  catalog.batches.set(batchId, { batchId, status: 'queued', items: [] })
  kit.later(kit.knobs().review / 2, () => {
    const items = operations.map((operation) => apply(kit, catalog, operation))
    catalog.batches.set(batchId, { batchId, status: 'finished', items })
  })
  return { batchId, taken: operations.length }
}

function apply(kit: Kit, catalog: Catalog, operation: Operation): BatchResult {
  const { handle } = operation
  if (operation.operation === 'delete') {
    catalog.items.remove(handle)
    return { handle, status: 'ok', errors: [] }
  }
  const parsed = v.safeParse(CatalogItem, operation.item)
  if (!parsed.success) return { handle, status: 'error', errors: parsed.issues.map(reasonOf) }
  const old = catalog.items.get(handle)
  if (old?.status === 'active' && !isLookedAt(old.item, parsed.output))
    catalog.items.set(handle, { ...old, item: parsed.output })
  else review(kit, catalog, { handle, item: parsed.output, looks: (old?.looks ?? 0) + 1 })
  return { handle, status: 'ok', errors: [] }
}

function reasonOf(issue: v.BaseIssue<unknown>): Reason {
  return { code: 'INVALID_ATTRIBUTE', attribute: v.getDotPath(issue) ?? '', message: issue.message }
}

/** Price and availability change without anybody looking. */
function isLookedAt(old: CatalogItem, { price, availability, ...content }: CatalogItem): boolean {
  const { price: _price, availability: _availability, ...before } = old
  return JSON.stringify(before) !== JSON.stringify(content)
}

function review(kit: Kit, catalog: Catalog, asked: Pick<Shown, 'handle' | 'item' | 'looks'>): void {
  catalog.items.set(asked.handle, { ...asked, status: 'in_review', reasons: [] })
  kit.later(kit.knobs().review / 2, () => {
    const shown = catalog.items.get(asked.handle)
    if (shown === undefined || shown.looks !== asked.looks) return
    const reasons = reasonsAgainst(kit, shown.item)
    catalog.items.set(shown.handle, { ...shown, status: reasons.length === 0 ? 'active' : 'disapproved', reasons })
  })
}

const FORBIDDEN = ['animals', 'weapons', 'medicine']

/** The Plaza's rules, and those of the knobs. */
function reasonsAgainst(kit: Kit, item: CatalogItem): Reason[] {
  const words = `${item.title} ${item.description}`.toLowerCase()
  const own: Reason[] = FORBIDDEN.includes(item.category.toLowerCase())
    ? [{ code: 'FORBIDDEN_CATEGORY', attribute: 'category', message: `${item.category} cannot be shown on Plaza.` }]
    : []
  const shouts = item.title.length > 8 && item.title === item.title.toUpperCase()
  const loud = { code: 'SHOUTING', attribute: 'title', message: 'A title in capitals cannot be shown.' }
  const rules = kit
    .knobs()
    .rejections.filter(
      ({ category, word }) =>
        (category === undefined || category === item.category) &&
        (word === undefined || words.includes(word.toLowerCase())),
    )
  const told = rules.map(({ code, message, field = 'category' }) => ({ code, message, attribute: field }))
  return [...own, ...(shouts ? [loud] : []), ...told]
}
