import type { View } from '@vitrine/core/testing'
import { minorOfGoogle } from '../google/price.ts'
import { priceText } from '../offers/price-text.ts'
import type { GoogleState, Product } from './google-state.ts'

const SHOWN = 200

/** What the account's page shows: the first 200 products. */
export function googleView(state: GoogleState): View {
  return {
    items: state.products
      .all()
      .slice(0, SHOWN)
      .map((product) => viewOf(product, storesOf(state, product))),
    orders: [],
    buttons: [{ title: 'Forget all tokens', action: 'forgetTokens', input: {} }],
  }
}

function storesOf({ local }: GoogleState, { name }: Product): string {
  const rows = [...local.values()].filter(({ product }) => product === name)
  return rows.map(({ storeCode, attributes }) => `${storeCode}: ${attributes.quantity}`).join(', ')
}

function viewOf({ name, offerId, attributes, issues }: Product, stores: string): View['items'][number] {
  const { price, salePrice, title, imageLink, availability } = attributes as Readonly<Record<string, unknown>>
  const selling = (salePrice ?? price) as { readonly amountMicros: string; readonly currencyCode: string } | undefined
  const minor = selling === undefined ? undefined : minorOfGoogle(selling)
  return {
    key: offerId,
    title: String(title),
    picture: String(imageLink),
    ...(minor === undefined ? {} : { price: priceText(minor, selling?.currencyCode ?? '') }),
    status: issues.length > 0 ? 'disapproved' : String(availability).toLowerCase(),
    note: stores === '' ? name : `${name} · ${stores}`,
    issues: issues.map(({ attribute, detail }) => `${attribute}: ${detail}`),
    buttons: [
      { title: 'Edit title', action: 'editProduct', input: { offerId }, ask: { title: 'New title' } },
      { title: 'Disapprove', action: 'rejectProduct', input: { offerId }, ask: { message: 'Why' } },
      { title: 'Remove', action: 'removeProduct', input: { offerId } },
    ],
  }
}
