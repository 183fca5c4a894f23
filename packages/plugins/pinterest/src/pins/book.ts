import {
  deleteFrom,
  insertInto,
  list,
  type NewId,
  oneOf,
  type PluginDatabase,
  param,
  query,
  update,
} from '@vitrine/core'
import { and, asc, eq, gt, notInArray } from 'drizzle-orm'
import { boards, type PinRow, pins } from './tables.ts'

/** Where a Pin is: one for each product and board. */
export interface Place {
  readonly connectionId: string
  readonly boardId: string
  readonly productId: string
}

const working = query((q) =>
  q
    .select()
    .from(pins)
    .where(
      and(
        eq(pins.connectionId, param('connectionId')),
        gt(pins.id, param('after')),
        notInArray(pins.status, ['ended', 'removed']),
      ),
    )
    .orderBy(asc(pins.id))
    .limit(param('limit')),
)
const placed = query((q) =>
  q
    .select()
    .from(pins)
    .where(
      and(
        eq(pins.connectionId, param('connectionId')),
        eq(pins.boardId, param('boardId')),
        oneOf(pins.productId, 'productIds'),
      ),
    ),
)
const ofCollection = query((q) =>
  q
    .select()
    .from(pins)
    .where(
      and(
        eq(pins.connectionId, param('connectionId')),
        eq(pins.boardId, param('boardId')),
        eq(pins.collectionId, param('collectionId')),
        notInArray(pins.status, ['ended', 'removed', 'ending']),
      ),
    ),
)
const followed = query((q) =>
  q
    .select()
    .from(boards)
    .where(eq(boards.connectionId, param('connectionId'))),
)
const byPlaceAndId = query((q) =>
  q
    .select()
    .from(pins)
    .where(and(eq(pins.connectionId, param('connectionId')), eq(pins.id, param('id')))),
)
const insert = insertInto(pins, 'skip')
const followBoard = insertInto(boards, 'skip')
const unfollowBoard = deleteFrom(boards)
const change = update(pins)

export type PinBook = ReturnType<typeof pinBook>

/** The plugin's memory of its Pins. */
export function pinBook({
  db,
  newId,
  now,
}: {
  readonly db: PluginDatabase
  readonly newId: NewId
  readonly now: () => number
}) {
  const wanted = (place: Place, collectionId: string | null): PinRow => {
    const times = { createdAt: now(), updatedAt: now() }
    return {
      id: newId('pin'),
      ...place,
      collectionId,
      pinId: null,
      status: 'wanted',
      copy: null,
      error: null,
      askedAt: null,
      ...times,
    }
  }
  return {
    /** A page of what may have to be worked on, in the order of ids. */
    working: (connectionId: string, after: string, limit: number) => db.all(working, { connectionId, after, limit }),
    followed: (connectionId: string) => db.all(followed, { connectionId }),
    ofCollection: (place: Omit<Place, 'productId'>, collectionId: string) =>
      db.all(ofCollection, { ...place, collectionId }),
    at: (place: Omit<Place, 'productId'>, productIds: readonly string[]) =>
      db.all(placed, { ...place, productIds: list(productIds) }),
    one: (connectionId: string, id: string) => db.get(byPlaceAndId, { connectionId, id }),
    async follow(connectionId: string, boardId: string, collectionId: string): Promise<void> {
      const statements = [followBoard({ connectionId, boardId, collectionId, createdAt: now() })]
      await db.run('follow', () => ({ statements, result: null }))
    },
    async unfollow(connectionId: string, boardId: string, collectionId: string): Promise<void> {
      const statements = [unfollowBoard({ connectionId, boardId, collectionId })]
      await db.run('unfollow', () => ({ statements, result: null }))
    },
    /** Wants a Pin in each place; what was ended comes back, what was removed at Pinterest only when a person asks. */
    async want(places: readonly Place[], collectionId: string | null, by: 'person' | 'job'): Promise<void> {
      const again = by === 'person' ? (['ended', 'ending', 'removed'] as const) : (['ended', 'ending'] as const)
      const returned = {
        status: 'wanted',
        pinId: null,
        copy: null,
        error: null,
        askedAt: null,
        collectionId,
        updatedAt: now(),
      } as const
      const statements = places.flatMap((place) => [
        insert(wanted(place, collectionId)),
        ...again.map((status) =>
          status === 'ending'
            ? change({ ...place, status }, { status: 'wanted', collectionId, updatedAt: now() })
            : change({ ...place, status }, returned),
        ),
      ])
      if (statements.length > 0) await db.run('want-pins', () => ({ statements, result: null }))
    },
    async end(ids: readonly string[]): Promise<void> {
      const statements = ids.map((id) => change({ id }, { status: 'ending', updatedAt: now() }))
      if (statements.length > 0) await db.run('end-pins', () => ({ statements, result: null }))
    },
    async record(
      id: string,
      patch: Partial<Pick<PinRow, 'status' | 'pinId' | 'copy' | 'error' | 'askedAt'>>,
    ): Promise<void> {
      const statements = [change({ id }, { ...patch, updatedAt: now() })]
      await db.run('record-pin', () => ({ statements, result: null }))
    },
  }
}
