import { action } from '@vitrine/core/testing'
import * as v from 'valibot'
import type { createBoards } from './boards.ts'
import type { CatalogItem, State } from './state.ts'
import type { Tokens } from './tokens.ts'

const ById = { id: v.string() }

export interface ActionParts {
  readonly state: State
  readonly tokens: Tokens
  readonly boards: ReturnType<typeof createBoards>
  readonly violations: () => readonly string[]
}

/** What people do at Pinterest: allow the shop, moderate, edit by hand. */
export function pinterestActions({ state, tokens, boards, violations }: ActionParts) {
  const changed = (id: string, change: (item: CatalogItem) => Partial<CatalogItem>) => {
    const found = state.items.all().filter((item) => item.id === id)
    for (const item of found) state.items.set(item.key, { ...item, ...change(item) })
    return { changed: found.length }
  }
  return {
    /** The code that the consent page gives. */
    allow: action(v.strictObject({}), () => ({ code: tokens.allow() })),
    /** Tokens without the page. */
    issueTokens: action(v.strictObject({}), () => tokens.issue('authorization_code')),
    /** Access tokens only: they are renewed. */
    expireTokens: action(v.strictObject({}), () => tokens.expire()),
    forgetTokens: action(v.strictObject({}), () => tokens.forget()),
    makeBoard: action(v.strictObject({ name: v.string() }), (board) => boards.make(board)),
    removePin: action(v.strictObject(ById), ({ id }) => state.pins.remove(id)),
    editItem: action(v.strictObject({ ...ById, title: v.string() }), ({ id, title }) =>
      changed(id, ({ attributes }) => ({ attributes: { ...attributes, title } })),
    ),
    rejectItem: action(
      v.strictObject({ ...ById, message: v.string(), attribute: v.optional(v.string(), 'image_link') }),
      ({ id, message, attribute }) => changed(id, () => ({ errors: [{ attribute, code: 190, message }] })),
    ),
    removeItem: action(v.strictObject(ById), ({ id }) => {
      for (const item of state.items.all()) if (item.id === id) state.items.remove(item.key)
    }),
    /** What people see now, without the lag of Pinterest's own reads. */
    shown: action(v.strictObject({}), () => ({
      items: state.items.all(),
      pins: state.pins.all(),
      boards: state.boards.all(),
      conversions: [...state.conversions.values()],
    })),
    /** Requests that broke Pinterest's contract, where its file is beside the project. */
    violations: action(v.strictObject({}), () => violations()),
  }
}
export type PinterestActions = ReturnType<typeof pinterestActions>
