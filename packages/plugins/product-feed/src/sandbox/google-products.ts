import type { Kit } from '@vitrine/core/testing'
import { googleNo } from './google-no.ts'
import type { GoogleState, Input, Issue, Product } from './google-state.ts'

interface InputBody {
  readonly offerId: string
  readonly contentLanguage: string
  readonly feedLabel: string
  readonly versionNumber?: string
  readonly productAttributes?: Readonly<Record<string, unknown>>
}

/** `en~NL~SKU` of a path, plain or in base64url. */
export const plainName = (part: string) => (part.includes('~') ? part : Buffer.from(part, 'base64url').toString('utf8'))

/** Operation productInputs.insert. */
export function insertInput(
  kit: Kit,
  state: GoogleState,
  { account, dataSource, body }: { readonly account: string; readonly dataSource: string; readonly body: InputBody },
): object {
  const { offerId, contentLanguage, feedLabel, versionNumber = '0', productAttributes = {} } = body
  if (dataSource === '') throw googleNo(400, 'INVALID_ARGUMENT', 'The data source is required.')
  const name = `${contentLanguage}~${feedLabel}~${offerId}`
  const version = BigInt(versionNumber)
  if ((state.inputs.get(name)?.versionNumber ?? 0n) > version)
    throw googleNo(409, 'ABORTED', 'The version number is lower than the one of the product.')
  const attributes = productAttributes
  const input = { name, offerId, contentLanguage, feedLabel, dataSource, versionNumber: version, attributes }
  state.inputs.set(name, input)
  process(kit, state, name)
  return { ...body, name: `accounts/${account}/productInputs/${name}`, product: `accounts/${account}/products/${name}` }
}

interface Patch {
  readonly part: string
  readonly mask: string | null
  readonly attributes: Readonly<Record<string, unknown>>
}

/** Operation productInputs.patch: what the mask names and the body leaves out is deleted. */
export function patchInput(kit: Kit, state: GoogleState, { part, mask, attributes }: Patch): object {
  const name = plainName(part)
  const known = state.inputs.get(name)
  if (known === undefined) throw googleNo(404, 'NOT_FOUND', `There is no product input ${name}.`)
  const names = mask?.split(',').map((path) => path.replace(/^productAttributes\./, '')) ?? Object.keys(attributes)
  const kept = Object.entries(known.attributes).filter(([key]) => !names.includes(key))
  state.inputs.set(name, { ...known, attributes: { ...Object.fromEntries(kept), ...attributes } })
  process(kit, state, name)
  return { offerId: known.offerId, contentLanguage: known.contentLanguage, feedLabel: known.feedLabel }
}

/** Operation productInputs.delete. */
export function deleteInput(kit: Kit, state: GoogleState, part: string): object {
  const name = plainName(part)
  if (!state.inputs.delete(name)) throw googleNo(404, 'NOT_FOUND', `There is no product input ${name}.`)
  process(kit, state, name)
  return {}
}

/** What was sent becomes what is seen after the time of the knob `review`. */
function process(kit: Kit, state: GoogleState, name: string): void {
  kit.later(kit.knobs().review, () => {
    const input = state.inputs.get(name)
    if (input === undefined) state.products.remove(name)
    else {
      const endsAt = kit.now() + LIFE
      state.firstEnd = Math.min(state.firstEnd, endsAt)
      state.products.set(name, { ...input, issues: issuesOf(kit, input), endsAt })
    }
  })
}

/** Milliseconds that an item stays without being inserted again. */
const LIFE = 30 * 86_400_000

/** What nobody inserted again for so long is forgotten; before the first of them ends, no call looks through all. */
export function forgetEnded(kit: Kit, state: GoogleState): void {
  const now = kit.now()
  if (now < state.firstEnd) return
  state.firstEnd = Number.POSITIVE_INFINITY
  for (const { name, endsAt } of state.products.all()) {
    if (endsAt > now) {
      state.firstEnd = Math.min(state.firstEnd, endsAt)
      continue
    }
    state.products.remove(name)
    state.inputs.delete(name)
  }
}

const REQUIRED = ['title', 'description', 'link', 'imageLink', 'availability', 'price']

/** What Google has against a product; the knob `rejections` adds to its own rules. */
function issuesOf(kit: Kit, { attributes }: Input): readonly Issue[] {
  const text = `${attributes.title} ${attributes.description}`.toLowerCase()
  const missing = REQUIRED.filter((name) => attributes[name] === undefined)
  const rejected = kit
    .knobs()
    .rejections.filter(({ category }) => category === undefined || category === attributes.googleProductCategory)
    .filter(({ word }) => word === undefined || text.includes(word.toLowerCase()))
  return [
    ...missing.map((attribute) => ({
      code: 'item_missing_required_attribute',
      attribute,
      detail: `${attribute} is missing`,
    })),
    ...rejected.map(({ code, message, field = 'title' }) => ({ code, attribute: field, detail: message })),
  ]
}

/** Operation products.get. */
export function readProduct(state: GoogleState, account: string, part: string): object {
  const found = state.products.seen(plainName(part))
  if (found === undefined) throw googleNo(404, 'NOT_FOUND', `There is no product ${plainName(part)}.`)
  return productView(account, found)
}

/** Operation products.list. */
export function listProducts(state: GoogleState, account: string, query: URLSearchParams): object {
  const size = Math.min(1_000, Number(query.get('pageSize') ?? 25))
  const from = Number(query.get('pageToken') ?? 0)
  const all = state.products.allSeen()
  const products = all.slice(from, from + size).map((product) => productView(account, product))
  return { products, ...(from + size < all.length ? { nextPageToken: String(from + size) } : {}) }
}

function productView(
  account: string,
  { name, offerId, contentLanguage, feedLabel, dataSource, attributes, issues, endsAt }: Product,
) {
  const destination = issues.length > 0 ? { disapprovedCountries: [feedLabel] } : { approvedCountries: [feedLabel] }
  return {
    name: `accounts/${account}/products/${name}`,
    offerId,
    contentLanguage,
    feedLabel,
    dataSource,
    productAttributes: attributes,
    productStatus: {
      googleExpirationDate: new Date(endsAt).toISOString(),
      destinationStatuses: [{ reportingContext: 'SHOPPING_ADS', ...destination }],
      itemLevelIssues: issues.map((issue) => ({ ...issue, severity: 'DISAPPROVED', reportingContext: 'SHOPPING_ADS' })),
    },
  }
}
