/** A leaf category and the item specifics that it asks for. */
export interface Category {
  readonly id: string
  readonly name: string
  /** From the root. */
  readonly path: readonly string[]
  readonly aspects: readonly {
    readonly name: string
    readonly isRequired?: boolean
    readonly isForVariations?: boolean
    /** Only these. */
    readonly values?: readonly string[]
  }[]
}

const USUAL: Category['aspects'] = [
  { name: 'Brand', isRequired: true },
  { name: 'Material' },
  { name: 'Size', isForVariations: true },
  { name: 'Color', isForVariations: true },
]

/** What the sandbox lists in, when nobody says otherwise. */
export const CATEGORIES: readonly Category[] = [
  { id: '178955', name: 'Beekeeping', path: ['Business & Industrial', 'Agriculture'], aspects: USUAL },
  { id: '46282', name: 'Candles', path: ['Home, Furniture & DIY', 'Home Decor'], aspects: USUAL },
  {
    id: '14308',
    name: 'Honey',
    path: ['Home & Garden', 'Food & Beverages'],
    aspects: [...USUAL, { name: 'Type', isRequired: true, values: ['Blossom', 'Forest', 'Lime', 'Acacia'] }],
  },
]
