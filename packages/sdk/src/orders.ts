import type { Call, OutputOf } from './contract.ts'
import type { Kept } from './kept.ts'
import type { CallOptions } from './send.ts'

export type Order = OutputOf<'GET /orders/:id'>
export type Shipment = OutputOf<'GET /orders/:id/shipments'>['items'][number]

/** Orders by their own token, or of the customer who is signed in. */
export interface Orders {
  /** The token may be left out for the order that this session placed last, and for those of the signed-in customer. */
  get(id: string, token?: string, options?: CallOptions): Promise<Order>
  shipments(id: string, token?: string, options?: CallOptions): Promise<Shipment[]>
}

export function ordersOf(call: Call, kept: Kept): Orders {
  const opened = async (id: string, token: string | undefined, options: CallOptions | undefined) => {
    const [lastId, last] = (await kept.read()).order?.split(' ') ?? []
    const known = token ?? (lastId === id ? last : undefined)
    return { ...options, headers: { ...options?.headers, 'Vitrine-Order': known } }
  }
  return {
    get: async (id, token, options) => call('GET /orders/:id', { params: { id } }, await opened(id, token, options)),
    shipments: async (id, token, options) => {
      const { items } = await call('GET /orders/:id/shipments', { params: { id } }, await opened(id, token, options))
      return items
    },
  }
}
