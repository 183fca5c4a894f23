import type { Kit } from '@vitrine/core/testing'
import { paged } from './paged.ts'
import { refused } from './refused.ts'
import { type Board, dateOf, type Pin, type State } from './state.ts'

export interface BoardBody {
  readonly name: string
  readonly description?: string | null
}
export interface PinBody {
  readonly board_id?: string
  readonly title?: string | null
  readonly description?: string | null
  readonly link?: string | null
  readonly alt_text?: string | null
  readonly media_source?: { readonly source_type: string; readonly url?: string }
}

/** Boards and Pins of the account. Whoever asks twice for a Pin gets two, as at Pinterest. */
export function createBoards(kit: Kit, state: State) {
  const pin = (id: string): Pin => {
    const found = state.pins.get(id)
    if (found === undefined) throw refused(404, 50, 'Pin not found.')
    return found
  }
  return {
    list: (query: URLSearchParams) =>
      paged(
        state.boards.allSeen().map((board) => boardView(state, board)),
        query,
      ),
    make({ name, description = null }: BoardBody): object {
      const board = { id: state.newNumber(), name, description }
      state.boards.set(board.id, board)
      return boardView(state, board)
    },
    pins(boardId: string, query: URLSearchParams): object {
      if (state.boards.get(boardId) === undefined) throw refused(404, 40, 'Board not found.')
      const shown = state.pins.allSeen().filter((one) => one.boardId === boardId)
      return paged(shown.map(pinView), query)
    },
    pin: (id: string) => pinView(pin(id)),
    makePin({ board_id = '', media_source, ...body }: PinBody): object {
      if (state.boards.get(board_id) === undefined) throw refused(404, 40, 'Board not found.')
      const picture = media_source?.url
      if (picture === undefined) throw refused(400, 1, 'Invalid request: media_source')
      const made: Pin = { ...textsOf(body), id: state.newNumber(), boardId: board_id, picture, createdAt: kit.now() }
      state.pins.set(made.id, made)
      return pinView(made)
    },
    changePin(id: string, body: PinBody): object {
      const before = pin(id)
      const given = Object.fromEntries(Object.entries(textsOf(body)).filter(([, value]) => value !== null))
      const next = { ...before, ...given, boardId: body.board_id ?? before.boardId }
      state.pins.set(id, next)
      return pinView(next)
    },
    removePin: (id: string) => state.pins.remove(pin(id).id),
  }
}

const textsOf = ({ title = null, description = null, link = null, alt_text = null }: PinBody) => ({
  title,
  description,
  link,
  alt: alt_text,
})

function boardView(state: State, { id, name, description }: Board): object {
  const pin_count = state.pins.allSeen().filter(({ boardId }) => boardId === id).length
  return { id, name, description, privacy: 'PUBLIC', pin_count }
}

function pinView({ id, boardId, title, description, link, alt, picture, createdAt }: Pin): object {
  return {
    id,
    board_id: boardId,
    title,
    description,
    link,
    alt_text: alt,
    created_at: dateOf(createdAt),
    media: { media_type: 'image', images: { '600x': { width: 600, height: 600, url: picture } } },
  }
}
