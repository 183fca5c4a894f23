import type { Kit } from '@vitrine/core/testing'
import { faultsOf } from './judge.ts'
import { refused } from './refused.ts'
import { type Batch, type CatalogItem, dateOf, type Fault, type State } from './state.ts'

interface BatchBody {
  readonly country: string
  readonly language: string
  readonly items: readonly {
    readonly item_id: string
    readonly operation: 'CREATE' | 'UPDATE' | 'UPSERT' | 'DELETE'
    readonly attributes?: Readonly<Record<string, unknown>>
    readonly update_mask?: readonly string[] | null
  }[]
}
type Operation = BatchBody['items'][number]

const MOST = 1_000

/** Takes a batch; what became of it is told later, after the time of `review` (operation items_batch/post). */
export function takeBatch(kit: Kit, state: State, body: BatchBody): object {
  if (body.items.length > MOST) throw refused(400, 1, `Invalid request: more than ${MOST} items`)
  const id = `b${state.newNumber()}`
  const waiting = body.items.map(({ item_id }) => ({
    item_id,
    status: 'PROCESSING' as const,
    errors: [],
    warnings: [],
  }))
  state.batches.set(id, { id, createdAt: kit.now(), completedAt: null, records: waiting })
  kit.later(kit.knobs().review, () => {
    const records = body.items.map((item) => {
      const errors = apply(kit, state, keyOf(body, item.item_id), item)
      return {
        item_id: item.item_id,
        status: errors.length > 0 ? ('FAILURE' as const) : ('SUCCESS' as const),
        errors,
        warnings: [],
      }
    })
    state.batches.set(id, { id, createdAt: kit.now(), completedAt: kit.now(), records })
  })
  return batchView(state.batches.get(id) as Batch)
}

const keyOf = ({ country, language }: Pick<BatchBody, 'country' | 'language'>, id: string) =>
  `${country}/${language}/${id}`

function apply(
  kit: Kit,
  state: State,
  key: string,
  { item_id: id, operation, attributes = {}, update_mask }: Operation,
): readonly Fault[] {
  const there = state.items.get(key)
  if (operation === 'DELETE') {
    state.items.remove(key)
    return []
  }
  if (operation === 'UPSERT' && state.feeds.all().length > 0)
    return [{ attribute: 'item_id', code: 120, message: 'UPSERT is restricted to users without a feed data source' }]
  if (operation === 'UPDATE' && there === undefined)
    return [{ attribute: 'item_id', code: 121, message: 'The item to update was not found' }]
  const mask = update_mask ?? Object.keys(attributes)
  const kept = Object.entries(there?.attributes ?? {}).filter(([name]) => !mask.includes(name))
  const next = operation === 'UPDATE' ? { ...Object.fromEntries(kept), ...attributes } : attributes
  const errors = faultsOf(kit, next)
  if (errors.length > 0) return errors
  state.items.set(key, { ...there, key, id, attributes: next, errors: [], pinId: there?.pinId ?? state.newNumber() })
  return []
}

/** Operation items_batch/get. */
export function readBatch(state: State, id: string): object {
  const batch = state.batches.seen(id)
  if (batch === undefined) throw refused(404, 4331, 'Sorry! We could not find your batch ID.')
  return batchView(batch)
}

function batchView({ id, createdAt, completedAt, records }: Batch): object {
  return {
    catalog_type: 'RETAIL',
    batch_id: id,
    created_time: dateOf(createdAt),
    completed_time: completedAt === null ? null : dateOf(completedAt),
    status: completedAt === null ? 'PROCESSING' : 'COMPLETED',
    items: records,
  }
}

interface ItemsBody {
  readonly country: string
  readonly language: string
  readonly filters: { readonly item_ids: readonly string[] }
}

/** Operation items/post: what the catalogue shows, or why it does not. */
export function readItems(state: State, body: ItemsBody): object {
  const items = body.filters.item_ids.flatMap((id) => state.items.seen(keyOf(body, id)) ?? [])
  return { items: items.map(itemView) }
}

function itemView({ id, attributes, errors, pinId }: CatalogItem): object {
  if (errors.length > 0) return { catalog_type: 'RETAIL', item_id: id, errors }
  const { image_link, ...others } = attributes
  const pictures = Array.isArray(image_link) ? image_link : [image_link]
  return { catalog_type: 'RETAIL', item_id: id, attributes: { ...others, image_link: pictures }, pins: [{ id: pinId }] }
}
