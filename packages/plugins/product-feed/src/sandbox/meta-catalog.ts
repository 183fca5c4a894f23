import type { Kit } from '@vitrine/core/testing'
import { judge } from '../rules/judge.ts'
import { META } from '../rules/meta.ts'
import { metaNo } from './meta-no.ts'
import type { MetaItem, MetaState } from './meta-state.ts'

interface BatchBody {
  readonly requests: readonly {
    readonly method: 'CREATE' | 'UPDATE' | 'DELETE'
    readonly data: { readonly id: string } & Readonly<Record<string, unknown>>
  }[]
}
type Request = BatchBody['requests'][number]

const MOST = 5_000

/** POST `items_batch`: what became of it is told later, after the time of the knob `review`. */
export function takeBatch(kit: Kit, state: MetaState, { requests }: BatchBody): object {
  if (requests.length > MOST) throw metaNo(400, 100, `Too many requests in the batch: at most ${MOST}`)
  const handle = kit.newId('Ac')
  state.batches.set(handle, { handle, isDone: false, errors: [] })
  kit.later(kit.knobs().review, () => {
    const errors = requests.flatMap((request) => apply(kit, state, request))
    state.batches.set(handle, { handle, isDone: true, errors })
  })
  return { handles: [handle], validation_status: [] }
}

function apply(kit: Kit, state: MetaState, { method, data }: Request) {
  const { id, ...changes } = data
  if (method === 'DELETE') {
    state.items.remove(id)
    return []
  }
  const known = state.items.get(id)
  const next = Object.fromEntries(Object.entries({ ...known?.data, ...changes }).filter(([, value]) => value !== ''))
  const messages = [...faultsOf(kit, id, next), ...rejectionsOf(kit, next)]
  if (messages.length > 0) return messages.map((message) => ({ id, message }))
  state.items.set(id, { number: known?.number ?? state.newNumber(), id, data: next, reasons: [] })
  return []
}

/** Meta's own table, over the words of files. */
function faultsOf(
  kit: Kit,
  id: string,
  { image, inventory: _, ...data }: Readonly<Record<string, unknown>>,
): readonly string[] {
  const [first, ...others] = (image ?? []) as readonly { readonly url: string }[]
  const images = {
    ...(first === undefined ? {} : { image_link: first.url }),
    ...(others.length === 0 ? {} : { additional_image_link: others.map(({ url }) => url) }),
  }
  const row = { ...(data as Readonly<Record<string, string>>), id, ...images }
  return judge(META, row, { country: '', now: kit.now() }).map(
    ({ field, message }) => `The field “${field}”: ${message}`,
  )
}

function rejectionsOf(kit: Kit, { title, description }: Readonly<Record<string, unknown>>): readonly string[] {
  const text = `${title} ${description}`.toLowerCase()
  return kit
    .knobs()
    .rejections.filter(({ word }) => word === undefined || text.includes(word.toLowerCase()))
    .map(({ field = 'title', message }) => `The field “${field}”: ${message}`)
}

/** GET `check_batch_request_status`. */
export function readBatch(state: MetaState, handle: string): object {
  const batch = state.batches.get(handle)
  if (batch === undefined) throw metaNo(400, 803, 'Some of the aliases you requested do not exist')
  const { isDone, errors } = batch
  const ids_of_invalid_requests = [...new Set(errors.map(({ id }) => id))]
  return {
    data: [
      {
        handle,
        status: isDone ? 'finished' : 'in_progress',
        errors,
        errors_total_count: errors.length,
        ids_of_invalid_requests,
      },
    ],
  }
}

/** GET `products`: by our ids, or page by page. */
export function readItems(state: MetaState, query: URLSearchParams): object {
  const asked = (JSON.parse(query.get('filter') ?? '{}') as { retailer_id?: { is_any?: readonly string[] } })
    .retailer_id
  const found = asked?.is_any?.flatMap((id) => state.items.seen(id) ?? []) ?? state.items.allSeen()
  const from = Number(query.get('after') ?? 0)
  const limit = Number(query.get('limit') ?? 25)
  const isMore = from + limit < found.length
  return {
    data: found.slice(from, from + limit).map(itemView),
    paging: {
      cursors: { after: String(from + limit) },
      ...(isMore ? { next: 'https://graph.facebook.com/next' } : {}),
    },
  }
}

function itemView({ number, id, data, reasons }: MetaItem): object {
  const { title, description, brand, link, availability, inventory } = data
  return {
    id: number,
    retailer_id: id,
    name: title,
    description,
    ...(brand === undefined ? {} : { brand }),
    url: link,
    availability,
    ...(inventory === undefined ? {} : { inventory }),
    review_status: reasons.length > 0 ? 'rejected' : 'approved',
    review_rejection_reasons: reasons,
  }
}
