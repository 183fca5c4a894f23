import type { Collection } from '@vitrine/sdk'
import { CATEGORIES } from '../seed/index.ts'
import type { House } from './house.ts'
import { kept } from './kept.ts'

export type NavigationItem = Pick<Collection, 'handle' | 'title' | 'image' | 'description' | 'productCount'> & {
  /** One of the shelves that the menu shows; others are put together for an occasion. */
  readonly isCategory: boolean
}

export interface Navigation {
  /** What the menu and the home page link to, in the words of a language. */
  of(place: { readonly market: string; readonly language: string }): Promise<readonly NavigationItem[]>
}

/** The merchant's order of shelves, as the shop was set up. */
const order = new Map<string, number>(CATEGORIES.map(({ handle }, index) => [handle, index]))

export function navigationOf(shop: House['shop']): Navigation {
  const items = kept({ seconds: 10, load: (key) => load(shop, key) })
  return { of: ({ market, language }) => items.get(`${market} ${language}`) }
}

async function load(shop: House['shop'], key: string): Promise<readonly NavigationItem[]> {
  const [market = '', language = ''] = key.split(' ')
  const found: NavigationItem[] = []
  for await (const collection of shop.with({ market, language }).collections.each({ limit: 50 })) {
    const { handle, title, image, description, productCount } = collection
    if (productCount > 0) found.push({ handle, title, image, description, productCount, isCategory: order.has(handle) })
  }
  const placeOf = ({ handle }: NavigationItem) => order.get(handle) ?? order.size
  return found.sort((a, b) => placeOf(a) - placeOf(b))
}
