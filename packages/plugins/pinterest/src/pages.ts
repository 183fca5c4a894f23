import { channelFailure } from '@vitrine/core'
import * as v from 'valibot'
import type { Api } from './api.ts'
import type { RateClass } from './limits.ts'

/** The most that Pinterest gives in one page. */
const PAGE = 250

interface Listing<Item> {
  readonly path: string
  readonly item: v.GenericSchema<unknown, Item>
  readonly query?: Readonly<Record<string, string>>
  readonly bucket: RateClass
}

/** Schema Paginated. */
const Page = v.object({ items: v.array(v.unknown()), bookmark: v.nullish(v.string()) })

/** Everything of a list, page after page by its bookmark. */
export async function* pages<Item>(api: Api, { path, item, query = {}, bucket }: Listing<Item>): AsyncGenerator<Item> {
  let bookmark: string | undefined
  do {
    const { body } = await api.http.get(path, { query: { ...query, page_size: PAGE, bookmark }, output: Page, bucket })
    for (const raw of body.items) yield read(item, raw, path)
    bookmark = body.bookmark ?? undefined
  } while (bookmark !== undefined && bookmark !== '')
}

function read<Item>(item: v.GenericSchema<unknown, Item>, raw: unknown, path: string): Item {
  const { success, output, issues } = v.safeParse(item, raw)
  if (success) return output
  const message = `an entry of ${path} cannot be read: ${issues[0].message}`
  throw channelFailure({ kind: 'temporary', code: 'unreadable', message })
}
