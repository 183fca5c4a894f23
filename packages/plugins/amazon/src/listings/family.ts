import type { Issue, Item } from '@vitrine/core'
import type { Marketplace } from '../marketplaces.ts'
import { choicesOf, type ProductType } from '../product-types/definition.ts'
import type { Settings } from '../settings.ts'
import { attributeName, writtenFor } from './attributes.ts'
import type { AttributeValues, Family } from './shape.ts'

type Attributes = Record<string, AttributeValues>

/** What a product type must know, so that items of it can be a family. */
const KINSHIP = ['variation_theme', 'parentage_level', 'child_parent_sku_relationship'] as const

interface Ground {
  readonly settings: Settings
  readonly marketplace: Marketplace
  readonly requirements: ProductType
  /** What all variants share, as the parent tells it. */
  readonly shared: Attributes
}

export interface Kin {
  readonly family: Family
  /** What the item itself says of it. */
  readonly child: Attributes
}

/**
 * The variants of a product as one family: a parent that nobody buys, and children that say whose they are and by what they differ. Undefined
 * where there is none: one variant, a product type without themes, or the settings want each variant by itself.
 */
export function familyOf(item: Item, ground: Ground): Kin | Issue | undefined {
  const { settings, marketplace, requirements, shared } = ground
  const { schema } = requirements
  const isAlone = item.product.variants.length < 2 || item.options.length === 0
  const isKnown = KINSHIP.every((name) => schema.properties?.[name] !== undefined)
  if (settings.variations === 'single' || isAlone || !isKnown) return undefined
  const themes = choicesOf(schema, 'variation_theme', 'name')
  const theme = themes.find((one) => isThemeOf(one, item))
  if (theme === undefined) return noTheme(item, requirements.name, themes)
  const say = (name: string, value: Readonly<Record<string, unknown>>) => ({
    [name]: writtenFor(schema, { name, value, marketplace }),
  })
  const sku = item.product.productId
  const differing = say('variation_theme', { name: theme })
  return {
    family: { sku, attributes: { ...shared, ...say('parentage_level', { value: 'parent' }), ...differing } },
    child: {
      ...say('parentage_level', { value: 'child' }),
      ...say('child_parent_sku_relationship', { child_relationship_type: 'variation', parent_sku: sku }),
      ...differing,
    },
  }
}

/** `SIZE_NAME/COLOR_NAME` is of items with the options Color and Size. */
function isThemeOf(theme: string, { options }: Item): boolean {
  const parts = theme.split('/').map((part) => part.toLowerCase().replace(/_name$/, ''))
  const names = options.map(({ name }) => attributeName(name))
  return parts.length === names.length && names.every((name) => parts.includes(name))
}

const LISTED = 8

function noTheme({ options }: Item, productType: string, themes: readonly string[]): Issue {
  const names = options.map(({ name }) => name).join(' and ')
  const known =
    themes.length > LISTED
      ? `${themes.slice(0, LISTED).join(', ')} and ${themes.length - LISTED} more`
      : themes.join(', ')
  return {
    severity: 'error',
    code: 'variation-theme',
    message: `${productType} has no variation theme of ${names}. It has: ${known}. Name the options so, or have each variant listed by itself in the settings of the connection.`,
    field: 'variation_theme',
  }
}
