import type { PinBook } from './book.ts'
import type { PinRow } from './tables.ts'

/** What a person pinned to the same board, and what somebody took away at Pinterest, is left as it is. */
const isKept = ({ status }: PinRow) => status !== 'ended' && status !== 'ending'

/** Wants a Pin for each product of the collections that the boards show, and ends those of products that left. */
export async function followCollections(
  book: PinBook,
  connectionId: string,
  membersOf: (collectionId: string) => Promise<readonly string[]>,
): Promise<void> {
  for (const { boardId, collectionId } of await book.followed(connectionId)) {
    const place = { connectionId, boardId }
    const members = await membersOf(collectionId)
    const isMember = new Set(members)
    const there = await book.ofCollection(place, collectionId)
    const isThere = new Set(there.map(({ productId }) => productId))
    await book.end(there.filter(({ productId }) => !isMember.has(productId)).map(({ id }) => id))
    const missing = members.filter((productId) => !isThere.has(productId))
    const kept = new Set((await book.at(place, missing)).filter(isKept).map(({ productId }) => productId))
    const places = missing.filter((productId) => !kept.has(productId)).map((productId) => ({ ...place, productId }))
    await book.want(places, collectionId, 'job')
  }
}
