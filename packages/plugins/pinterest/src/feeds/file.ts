import { setImmediate } from 'node:timers/promises'
import { type Item, type Signer, streamed } from '@vitrine/core'
import { toRetailItem } from '../catalog/map.ts'
import type { PinterestConnection } from '../connection.ts'
import type { Settings } from '../settings.ts'
import { HEAD, lineOf } from './tsv.ts'

/** Items that are read together: few, so that requests of buyers come in between. */
const TOGETHER = 25

/**
 * The file of a connection in pieces, made while it is fetched: what should be shown now, as it is now. Memory does not grow with the shop. What
 * Pinterest would refuse is left out; the listings say why.
 */
export async function* fileOf({ listed, api }: Pick<PinterestConnection, 'listed' | 'api'>): AsyncGenerator<string> {
  yield HEAD
  for (let after: string | null = ''; after !== null; ) {
    const { items, next } = await listed({ after, limit: TOGETHER })
    yield items.map(({ key, item }) => lineOfItem(key, item, api.settings)).join('')
    await setImmediate()
    after = next
  }
}

function lineOfItem(key: string, item: Item, settings: Settings): string {
  const shape = toRetailItem(item, { settings })
  if ('issues' in shape || item.price === null) return ''
  const { price, compareAt, quantity } = item
  return lineOf({
    key,
    shape,
    quantity,
    price: price.amount,
    compareAt: compareAt?.amount ?? null,
    currency: price.currency,
  })
}

const TYPE = 'text/tab-separated-values; charset=utf-8'

/** The file as an answer. */
export function served(pieces: AsyncGenerator<string>): Response {
  const headers = { 'Content-Type': TYPE, 'Cache-Control': 'private, no-cache', 'X-Robots-Tag': 'noindex' }
  return new Response(streamed(pieces), { headers })
}

/** The secret address of the file: its key is made from the secret of the shop, and so nowhere kept. */
export function fileAddress(signer: Signer, { id, url }: { readonly id: string; readonly url: string }): string {
  return `${url}/store/pinterest/${id}/${signer.sign(keyText(id))}/catalogue.tsv`
}

export const isFileKey = (signer: Signer, id: string, key: string) => signer.isSigned(keyText(id), key)

const keyText = (id: string) => `file/${id}`
