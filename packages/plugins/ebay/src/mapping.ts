import type { Issue, Item, Unmappable } from '@vitrine/core'
import { specificsOf } from './aspects.ts'
import { marketplaceOf } from './marketplaces.ts'
import type { Settings } from './settings.ts'
import type { Group, Shape } from './shape.ts'
import type { Requirements } from './taxonomy/requirements.ts'

const MOST_PICTURES = 24
const LONGEST_TITLE = 80
const LONGEST_SKU = 50

/** The category that an item goes to: its own, else the connection's. */
export function categoryOf(item: Item, settings: Settings): string | undefined {
  const chosen = item.product.category ?? settings.category
  return chosen !== undefined && /^\d+$/.test(chosen) ? chosen : undefined
}

/** An item as eBay lists it, or everything that is in the way, in our words and at our fields. Fields that are needed to publish: offer fields of createOffer. */
export function toListing(
  item: Item,
  { settings, requirements }: { readonly settings: Settings; readonly requirements: Requirements | undefined },
): Shape | Unmappable {
  const { languages } = marketplaceOf(settings.marketplace)
  const language = settings.language ?? languages[0] ?? 'en-US'
  const { aspects, variesBy, issues: wrong } = specificsOf(item, { settings, language, requirements })
  const isGrouped = settings.variations === 'grouped' && item.product.variants.length > 1 && variesBy.length > 0
  const title = isGrouped ? item.product.title : item.title
  const imageUrls = picturesOf(item, settings)
  const { fulfillmentPolicyId, paymentPolicyId, returnPolicyId, merchantLocationKey } = settings
  const categoryId = categoryOf(item, settings)
  const issues = [...wrong, ...textIssues(item, title), ...priceIssues(item, settings), ...settingIssues(settings)]
  if (categoryId === undefined)
    issues.push(missing('product.category', 'Choose a leaf category of eBay, by its number.'))
  if (imageUrls.length === 0) issues.push(missing('product.pictures', 'eBay needs a picture with an https address.'))
  if (
    issues.length > 0 ||
    categoryId === undefined ||
    fulfillmentPolicyId === undefined ||
    paymentPolicyId === undefined ||
    returnPolicyId === undefined ||
    merchantLocationKey === undefined
  )
    return { issues }
  return {
    title,
    description: htmlOf(item.product.description),
    categoryId,
    condition: settings.condition,
    imageUrls,
    aspects,
    brand: item.product.brand,
    mpn: mpnOf(item),
    gtin: item.barcode,
    weight: item.weight,
    fulfillmentPolicyId,
    paymentPolicyId,
    returnPolicyId,
    merchantLocationKey,
    vatPercentage: settings.vatPercentage ?? null,
    catalogDetails: settings.catalogDetails,
    group: isGrouped ? groupOf(item, { settings, aspects, variesBy }) : null,
  }
}

function groupOf(
  { product }: Item,
  {
    settings,
    aspects,
    variesBy,
  }: { readonly settings: Settings } & Pick<Shape, 'aspects'> & {
      readonly variesBy: readonly string[]
    },
): Group {
  const shared = Object.entries(aspects).filter(([name]) => !variesBy.includes(name))
  return {
    key: product.productId,
    title: product.title,
    description: htmlOf(product.description),
    imageUrls: usable(product.pictures, settings),
    aspects: Object.fromEntries(shared),
    variesBy: [...variesBy],
  }
}

function picturesOf(item: Item, settings: Settings): string[] {
  const own = usable(item.pictures, settings)
  return own.length > 0 ? own : usable(item.product.pictures, settings)
}

/** eBay fetches pictures by https; its sandbox on this machine takes any. */
function usable(pictures: Item['pictures'], { environment }: Settings): string[] {
  const urls = pictures.map(({ url }) => url).filter((url) => url.startsWith('https://') || environment === 'local')
  return [...new Set(urls)].slice(0, MOST_PICTURES)
}

function mpnOf({ attributes, product }: Item): string | null {
  const told = attributes.mpn ?? product.attributes.mpn
  return typeof told === 'string' && told !== '' ? told : null
}

function missing(field: string, message: string): Issue {
  return { severity: 'error', code: 'missing', message, field }
}

function textIssues({ sku, product }: Item, title: string): Issue[] {
  const issues: Issue[] = []
  if (title.length > LONGEST_TITLE) {
    const message = `eBay takes titles of ${LONGEST_TITLE} letters, and this has ${title.length}. Override it for the connection.`
    issues.push({ severity: 'error', code: 'title-long', message, field: 'product.title' })
  }
  if (sku.length > LONGEST_SKU) {
    const message = `eBay takes SKUs of ${LONGEST_SKU} letters.`
    issues.push({ severity: 'error', code: 'sku-long', message, field: 'variant.sku' })
  }
  if (product.description.trim() === '') issues.push(missing('product.description', 'eBay needs a description.'))
  return issues
}

function priceIssues({ price }: Item, { marketplace }: Settings): Issue[] {
  const { currency } = marketplaceOf(marketplace)
  if (price === null) return [missing('variant.price', `There is no price in ${currency}.`)]
  if (price.currency === currency) return []
  const message = `${marketplace} sells in ${currency}, and the connection's currency is ${price.currency}.`
  return [{ severity: 'error', code: 'currency', message, field: 'variant.price' }]
}

const SET_UP = {
  fulfillmentPolicyId: 'Choose a shipping policy of the account.',
  paymentPolicyId: 'Choose a payment policy of the account.',
  returnPolicyId: 'Choose a return policy of the account.',
  merchantLocationKey: 'Choose the location that the goods are at.',
} as const

function settingIssues(settings: Settings): Issue[] {
  const names = Object.keys(SET_UP) as (keyof typeof SET_UP)[]
  return names.filter((name) => settings[name] === undefined).map((name) => missing(`settings.${name}`, SET_UP[name]))
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Plain text as paragraphs: listing descriptions are HTML, where a line's end is nothing. */
function htmlOf(text: string): string {
  const safe = text.trim().replace(/[&<>"]/g, (letter) => ESCAPES[letter] ?? letter)
  return safe
    .split(/\n{2,}/)
    .map((paragraph) => `<p>${paragraph.replaceAll('\n', '<br>')}</p>`)
    .join('')
}
