import { setImmediate } from 'node:timers/promises'
import { soldProducts } from '@vitrine/core'
import type { StorefrontScope } from '../scope.ts'
import { metProducts, offerLine } from './page-rows.ts'
import type { Connection } from './window.ts'

const TOGETHER = 200

const followed = ({ status, settings }: Connection) => status === 'live' && settings.automatic

/** Windows that list by themselves what their sales channel begins to sell. */
async function followers({ known }: Pick<StorefrontScope, 'known'>): Promise<Connection[]> {
  return (await known()).filter(followed)
}

/** Lists products that a window never met, as far as its sales channel sells them. What was taken off by somebody was met. */
async function listNew(scope: StorefrontScope, connectionId: string, ids: readonly string[]): Promise<void> {
  const { core, ctx, connection } = scope
  const met = await metProducts(ctx, { connectionId, ids })
  const unmet = ids.filter((id) => !met.has(id))
  if (unmet.length === 0) return
  const window = await connection(connectionId)
  const products = (await window?.products(unmet)) ?? []
  const found = products.filter(({ variants }) => variants.length > 0).map(({ productId }) => productId)
  if (found.length === 0) return
  await core.channels.listItems({
    params: { id: connectionId },
    body: { products: found },
    also: () => [offerLine({ connectionId, ids: found })],
  })
}

/** A product came to be, or is another: windows that list by themselves list it, if they never met it. */
export async function followProduct(scope: StorefrontScope, productId: string): Promise<void> {
  for (const { id } of await followers(scope)) await listNew(scope, id, [productId])
}

/** A window was confirmed, resumed or set up anew. */
export async function followConnection(scope: StorefrontScope, connectionId: string): Promise<void> {
  if ((await followers(scope)).some(({ id }) => id === connectionId)) await listAll(scope, connectionId)
}

async function listAll(scope: StorefrontScope, connectionId: string): Promise<void> {
  const window = await scope.connection(connectionId)
  if (window === undefined) return
  for (let after = ''; ; ) {
    const rows = await soldProducts(window.store, { after, limit: TOGETHER })
    const ids = rows.map(({ id }) => id)
    await listNew(scope, connectionId, ids)
    await setImmediate()
    if (rows.length < TOGETHER) return
    after = ids.at(-1) ?? ''
  }
}

/** What no event tells: products whose day on the sales channel has come. New ones are listed, and those that waited are looked at again. */
export async function followDates(scope: StorefrontScope): Promise<void> {
  for (const { id, status } of await scope.known()) if (status === 'live') await wakeReturned(scope, id)
  for (const { id } of await followers(scope)) await listAll(scope, id)
}

/** Products that ended because they were not for sale, that somebody still wants there, and that are for sale again. */
async function wakeReturned({ core, connection }: StorefrontScope, connectionId: string): Promise<void> {
  const params = { id: connectionId }
  let cursor: string | undefined
  do {
    const page = await core.channels.listings({ params, query: { status: 'ended', limit: 100, cursor } })
    const waiting = page.items.filter(({ isWanted, cause }) => isWanted && cause?.code === 'not_for_sale')
    const window = waiting.length === 0 ? undefined : await connection(connectionId)
    const back = (await window?.products(waiting.map(({ productId }) => productId))) ?? []
    for (const { id: listing, productId } of waiting)
      if (back.some((one) => one.productId === productId)) await core.channels.retry({ params, body: { listing } })
    cursor = page.next ?? undefined
  } while (cursor !== undefined)
}
