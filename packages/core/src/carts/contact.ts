import { type Context, isProblem, Problem } from '../kernel/index.ts'
import { resolveStore, type StoreContext } from '../markets/index.ts'
import { changeCart, type LookedAt } from './change.ts'
import { setContact } from './edits.ts'
import type { CartPatch } from './model.ts'
import { lookAtCart } from './service.ts'
import type { CartRow } from './snapshot.ts'

export interface ContactChange {
  readonly id: string
  readonly patch: CartPatch
  /** The buyer's network address, for the limit on holds. */
  readonly address?: string | undefined
}

/** Changes contact, addresses, note, or the market with its currency and language. Throws `markets.unknownMarket` and its like. */
export async function changeContact(ctx: Context, { id, patch, address }: ContactChange): Promise<LookedAt> {
  const after = await changeCart(ctx, {
    id,
    name: 'cart.change',
    address,
    edit: async (store, { cart, lines }) => ({
      after: setContact({ cart: { ...cart, ...(await placeWished(store, patch)) }, lines }, patch),
    }),
  })
  return after ?? lookAtCart(ctx, id)
}

type Scope = Pick<CartRow, 'marketId' | 'currency' | 'language'>

/** Another market brings its own currency, and keeps the language where it is spoken there. */
async function placeWished(store: StoreContext, { market, currency, language }: CartPatch): Promise<Scope | undefined> {
  if (market === undefined && currency === undefined && language === undefined) return undefined
  const isSameMarket = market === undefined || market === store.market.code
  const found = await resolveStore(store, {
    channel: store.channel.code,
    market: market ?? store.market.code,
    currency: currency ?? (isSameMarket ? store.currency : undefined),
    language: language ?? store.language,
  }).catch(inBody)
  return { marketId: found.market.id, currency: found.currency, language: found.language }
}

const FIELDS: Readonly<Record<string, string>> = {
  'header.Vitrine-Market': 'body.market',
  'header.Vitrine-Currency': 'body.currency',
}

/** The same refusal, said of the body that the wish came in. */
function inBody(error: unknown): never {
  if (!isProblem(error)) throw error
  const { code, status, title, detail, hint, errors = [] } = error
  throw new Problem({
    code,
    status,
    title,
    ...(detail === undefined ? {} : { detail }),
    ...(hint === undefined ? {} : { hint }),
    errors: errors.map((field) => ({ ...field, path: FIELDS[field.path] ?? field.path })),
  })
}
