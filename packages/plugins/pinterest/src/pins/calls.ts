import * as v from 'valibot'
import type { Api } from '../api.ts'
import { kindOf } from '../failure.ts'
import { pages } from '../pages.ts'
import type { PinCopy } from './copy.ts'

const Pin = v.object({ id: v.string(), link: v.nullish(v.string()) })
export const Board = v.object({ id: v.string(), name: v.string(), pin_count: v.nullish(v.number()) })
export type Board = v.InferOutput<typeof Board>

/** Operation pins/create. Not repeatable: each call makes a Pin. */
export async function createPin(api: Api, boardId: string, copy: PinCopy): Promise<string> {
  const { body } = await api.http.post('/pins', {
    query: api.acting,
    body: { board_id: boardId, ...textsOf(copy), media_source: { source_type: 'image_url', url: copy.picture } },
    output: Pin,
    bucket: 'org_write',
  })
  return body.id
}

/** Operation pins/update. False when the Pin is not there any more. */
export function updatePin(api: Api, pinId: string, copy: PinCopy): Promise<boolean> {
  return isThere(() =>
    api.http.patch(`/pins/${pinId}`, {
      query: api.acting,
      body: textsOf(copy),
      bucket: 'org_write',
      isRepeatable: true,
    }),
  )
}

/** Operation pins/delete; a Pin that is not there is no error. */
export async function deletePin(api: Api, pinId: string): Promise<void> {
  await isThere(() => api.http.delete(`/pins/${pinId}`, { query: api.acting, bucket: 'org_write', isRepeatable: true }))
}

/** The Pins of a board by where they lead: how one is found whose making was never answered (operation boards/list_pins). */
export async function pinsByLink(api: Api, boardId: string): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  const listing = { path: `/boards/${boardId}/pins`, item: Pin, query: api.acting, bucket: 'org_read' } as const
  for await (const { id, link } of pages(api, listing)) if (typeof link === 'string') found.set(link, id)
  return found
}

/** Operation boards/list. */
export async function listBoards(api: Api): Promise<readonly Board[]> {
  const boards: Board[] = []
  for await (const board of pages(api, { path: '/boards', item: Board, query: api.acting, bucket: 'org_read' }))
    boards.push(board)
  return boards
}

/** A board by its name, made when there is none (operation boards/create, which would make another of the same name). */
export async function ensureBoard(
  api: Api,
  { name, description }: { readonly name: string; readonly description?: string | undefined },
): Promise<Board> {
  const there = (await listBoards(api)).find((board) => board.name === name)
  if (there !== undefined) return there
  const { body } = await api.http.post('/boards', {
    query: api.acting,
    body: { name, ...(description === undefined ? {} : { description }) },
    output: Board,
    bucket: 'org_write',
  })
  return body
}

const textsOf = ({ title, description, link, alt }: PinCopy) => ({ title, description, link, alt_text: alt })

async function isThere(call: () => Promise<unknown>): Promise<boolean> {
  try {
    await call()
    return true
  } catch (thrown) {
    if (kindOf(thrown) === 'missing') return false
    throw thrown
  }
}
