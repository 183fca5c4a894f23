import * as v from 'valibot'
import { action, type Platform, type View } from '../platform.ts'
import { refusal } from '../refusal.ts'
import { openSandbox, type Sandbox, type SandboxOptions } from '../sandbox.ts'
import { type Catalog, createCatalog } from './catalog.ts'
import { CatalogItem } from './contract.ts'
import { failure, socialRoutes } from './routes.ts'
import { createTokens, type SocialTokens } from './tokens.ts'

export interface SocialOptions {
  readonly clientId?: string
  readonly clientSecret?: string
  /** Seconds that an access token is good; default an hour. */
  readonly tokenLife?: number
  readonly catalogs?: readonly string[]
}

const At = { catalog: v.optional(v.string()), handle: v.string() }
const Edit = v.strictObject({ ...At, item: v.partial(CatalogItem) })
const Verdict = v.strictObject({
  ...At,
  status: v.picklist(['active', 'disapproved']),
  code: v.optional(v.string(), 'POLICY'),
  attribute: v.optional(v.string(), 'title'),
  message: v.optional(v.string(), 'Somebody reported the item.'),
})

function socialActions(catalogs: ReadonlyMap<string, Catalog>, tokens: SocialTokens) {
  const catalogOf = ({ catalog }: { readonly catalog?: string | undefined }) => {
    const found = catalog === undefined ? [...catalogs.values()][0] : catalogs.get(catalog)
    if (found === undefined)
      throw refusal({ status: 404, code: 'NO_CATALOG', message: `There is no catalogue ${catalog}.` })
    return found
  }
  const itemAt = (at: v.InferOutput<typeof Edit> | v.InferOutput<typeof Verdict>) => {
    const shown = catalogOf(at).items.get(at.handle)
    if (shown === undefined) throw refusal({ status: 404, code: 'NO_ITEM', message: `There is no item ${at.handle}.` })
    return shown
  }
  return {
    /** Somebody edits at the platform: what the shop believes is no longer so. */
    editItem: action(Edit, (input) => {
      const shown = itemAt(input)
      const item = v.parse(CatalogItem, { ...shown.item, ...input.item })
      catalogOf(input).items.set(shown.handle, { ...shown, item })
    }),
    /** The item vanishes without a word. */
    removeItem: action(v.strictObject(At), (input) => catalogOf(input).items.remove(input.handle)),
    moderate: action(Verdict, (input) => {
      const { status, code, attribute, message } = input
      const reasons = status === 'active' ? [] : [{ code, attribute, message }]
      catalogOf(input).items.set(input.handle, { ...itemAt(input), status, reasons })
    }),
    revokeTokens: action(v.strictObject({}), () => tokens.revoke()),
    /** What the platform has, past its own lag. */
    state: action(v.strictObject({ catalog: v.optional(v.string()) }), (input) => ({
      items: catalogOf(input).items.all(),
    })),
  }
}

export type SocialActions = ReturnType<typeof socialActions>

/** The Plaza, a social network: catalogues by batches that are worked on later, reviews with reasons, no orders. */
export function social({
  clientId = 'plaza-demo',
  clientSecret = 'plaza-demo-secret',
  tokenLife = 3_600,
  catalogs: ids = ['main'],
}: SocialOptions = {}): Platform<SocialActions> {
  return {
    title: 'Plaza',
    failure,
    rates: { calls: { rate: 10, burst: 30 } },
    open(kit) {
      const catalogs = new Map(ids.map((id) => [id, createCatalog(kit)]))
      const tokens = createTokens(kit, { clientId, clientSecret, life: tokenLife })
      const actions = socialActions(catalogs, tokens)
      return { routes: socialRoutes(kit, { catalogs, tokens }), actions, view: () => viewOf(catalogs) }
    },
  }
}

function viewOf(catalogs: ReadonlyMap<string, Catalog>): View {
  const items = [...catalogs].flatMap(([catalog, { items }]) =>
    items
      .all()
      .slice(0, 200)
      .map(({ handle, item, status, reasons }) => ({
        key: handle,
        title: item.title,
        picture: item.image,
        price: item.price,
        status: status.replace('_', '-'),
        note: `${item.category} · ${item.availability}`,
        issues: reasons.map(({ attribute, message }) => `${attribute}: ${message}`),
        buttons: [
          status === 'active'
            ? { title: 'Disapprove', action: 'moderate', input: { catalog, handle, status: 'disapproved' } }
            : { title: 'Approve', action: 'moderate', input: { catalog, handle, status: 'active' } },
          { title: 'Sell out', action: 'editItem', input: { catalog, handle, item: { availability: 'out of stock' } } },
          { title: 'Remove', action: 'removeItem', input: { catalog, handle } },
        ],
      })),
  )
  return { items, orders: [], buttons: [{ title: 'Revoke all tokens', action: 'revokeTokens', input: {} }] }
}

export type SocialSandbox = Sandbox<SocialActions>

/** Opens the Plaza on this machine. */
export function socialSandbox({
  clientId,
  clientSecret,
  tokenLife,
  catalogs,
  ...options
}: SocialOptions & SandboxOptions = {}): Promise<SocialSandbox> {
  const own = Object.entries({ clientId, clientSecret, tokenLife, catalogs }).filter(([, value]) => value !== undefined)
  return openSandbox({ ...options, platform: social(Object.fromEntries(own)) })
}
