import { type Context, iso, newestFirst, type Page, param, type ShapeOf } from '@vitrine/core'
import { eq } from 'drizzle-orm'
import type { PinView } from '../contract.ts'
import { type PinRow, pins } from './tables.ts'

interface Filters {
  readonly connectionId: string
  readonly status?: PinRow['status'] | undefined
}

const newest = newestFirst(pins, (has: ShapeOf<Filters>) => [
  eq(pins.connectionId, param('connectionId')),
  has.status && eq(pins.status, param('status')),
])

export async function listPins(
  ctx: Pick<Context, 'db'>,
  asked: { readonly filters: Filters; readonly limit: number; readonly cursor?: string | undefined },
): Promise<Page<PinView>> {
  const { items, next } = await newest(ctx, asked)
  return { items: items.map(pinView), next }
}

export function pinView({
  id,
  connectionId,
  boardId,
  productId,
  collectionId,
  pinId,
  status,
  error,
  updatedAt,
}: PinRow): PinView {
  const url = pinId === null ? null : `https://www.pinterest.com/pin/${pinId}/`
  return { id, connectionId, boardId, productId, collectionId, pinId, url, status, error, updatedAt: iso(updatedAt) }
}
