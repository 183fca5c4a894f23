import type { Call, ItemOf, OutputOf, QueryOf } from './contract.ts'
import { each } from './each.ts'
import type { CallOptions } from './send.ts'

export type Collection = ItemOf<'GET /collections'>
type Query = QueryOf<'GET /collections'>

export interface Collections {
  list(query?: Query, options?: CallOptions): Promise<OutputOf<'GET /collections'>>
  each(query?: Query, options?: CallOptions): AsyncGenerator<Collection, void, undefined>
  get(handle: string, options?: CallOptions): Promise<Collection>
}

export function collectionsOf(call: Call): Collections {
  const list: Collections['list'] = (query = {}, options) => call('GET /collections', { query }, options)
  return {
    list,
    each: (query, options) => each((cursor) => list({ ...query, cursor }, options)),
    get: (handle, options) => call('GET /collections/:handle', { params: { handle } }, options),
  }
}
