import type { Failure, Signer } from '@vitrine/core'
import type { Api } from './api.ts'
import type { PinterestConnection } from './connection.ts'
import { feedDesk } from './feeds/desk.ts'
import type { PinBook } from './pins/book.ts'
import { type Board, ensureBoard, listBoards } from './pins/calls.ts'
import type { PinRow } from './pins/tables.ts'
import { problems } from './problems.ts'

export interface DeskParts {
  readonly book: PinBook
  readonly connections: () => Promise<readonly PinterestConnection[]>
  readonly signer: Signer
  /** Of the shop. */
  readonly url: string
}

/** What staff do with boards, Pins and feeds. */
export function desk({ book, connections, signer, url }: DeskParts) {
  const live = async (id: string): Promise<PinterestConnection> => {
    const found = (await connections()).find((connection) => connection.id === id)
    if (found === undefined) throw problems.unknownConnection()
    return found
  }
  const asking = async <T>(id: string, ask: (api: Api) => Promise<T>): Promise<T> => answered(ask, (await live(id)).api)
  return {
    boards: async (connection: string) => ({ items: (await asking(connection, listBoards)).map(boardView) }),
    makeBoard: async (
      connection: string,
      board: { readonly name: string; readonly description?: string | undefined },
    ) => boardView(await asking(connection, (api) => ensureBoard(api, board))),
    /** Makes nothing yet: the job does, and again until it is there. */
    async pin(connection: string, { boardId, productId }: { readonly boardId: string; readonly productId: string }) {
      const { id: connectionId, products } = await live(connection)
      if ((await products([productId])).length === 0) throw problems.unknownProduct()
      await book.want([{ connectionId, boardId, productId }], null, 'person')
      return one(await book.at({ connectionId, boardId }, [productId]))
    },
    async unpin(connectionId: string, id: string): Promise<PinRow> {
      if ((await book.one(connectionId, id)) === undefined) throw problems.unknownPin()
      await book.end([id])
      return one([await book.one(connectionId, id)])
    },
    async follow(connection: string, follow: { readonly boardId: string; readonly collectionId: string }) {
      const { id } = await live(connection)
      await book.follow(id, follow.boardId, follow.collectionId)
      return follow
    },
    async unfollow(
      connectionId: string,
      { board, collection }: { readonly board: string; readonly collection: string },
    ) {
      const shown = await book.ofCollection({ connectionId, boardId: board }, collection)
      await book.unfollow(connectionId, board, collection)
      await book.end(shown.map(({ id }) => id))
      return { ending: shown.length }
    },
    ...feedDesk({ connections, asking, signer, url }),
  }
}

const boardView = ({ id, name, pin_count }: Board) => ({ id, name, pins: pin_count ?? null })

function one(rows: readonly (PinRow | undefined)[]): PinRow {
  const [row] = rows
  if (row === undefined) throw problems.unknownPin()
  return row
}

/** Somebody is waiting for it, so what the platform says is answered at once and not tried again. */
async function answered<T>(ask: (api: Api) => Promise<T>, api: Api): Promise<T> {
  try {
    return await ask(api)
  } catch (thrown) {
    if (!(thrown instanceof Error && 'failure' in thrown)) throw thrown
    const { code, message } = thrown.failure as Failure
    throw problems.notTaken({ detail: code === undefined ? message : `${message} (${code})` })
  }
}
