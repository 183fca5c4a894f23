import type { View } from '@vitrine/core/testing'
import type { CatalogItem, Pin, State } from './state.ts'

type ViewItem = View['items'][number]
const SHOWN = 200

const textOf = (value: unknown) => (Array.isArray(value) ? String(value[0] ?? '') : String(value ?? ''))

/** What the account's page shows: Pins on boards, and the first 200 items of the catalogue. */
export function pinterestView(state: State): View {
  const boards = new Map(state.boards.all().map(({ id, name }) => [id, name]))
  const items = state.items.all().slice(0, SHOWN)
  return {
    items: [
      ...state.pins.all().map((pin) => pinItem(pin, boards.get(pin.boardId) ?? pin.boardId)),
      ...items.map(catalogItem),
    ],
    orders: [],
    buttons: [
      { title: 'New board', action: 'makeBoard', input: {}, ask: { name: 'Name of the board' } },
      { title: 'Forget all tokens', action: 'forgetTokens', input: {} },
    ],
  }
}

function pinItem({ id, title, picture, link }: Pin, board: string): ViewItem {
  return {
    key: `pin ${id}`,
    title: title ?? '',
    picture,
    status: 'pinned',
    note: `${board} · ${link ?? ''}`,
    issues: [],
    buttons: [{ title: 'Take away', action: 'removePin', input: { id } }],
  }
}

function catalogItem({ key, id, attributes, errors }: CatalogItem): ViewItem {
  return {
    key: id,
    title: textOf(attributes.title),
    picture: textOf(attributes.image_link),
    price: textOf(attributes.sale_price ?? attributes.price),
    status: errors.length > 0 ? 'rejected' : textOf(attributes.availability),
    note: key.slice(0, -id.length - 1),
    issues: errors.map(({ attribute, message }) => `${attribute}: ${message}`),
    buttons: [
      { title: 'Edit title', action: 'editItem', input: { id }, ask: { title: 'New title' } },
      { title: 'Reject', action: 'rejectItem', input: { id }, ask: { message: 'Why' } },
      { title: 'Remove', action: 'removeItem', input: { id } },
    ],
  }
}
