import type { Product } from '@vitrine/sdk'

export type Variant = Product['variants'][number]

/** Which value of each option, in the order of the options. */
export type Choice = readonly string[]

/** What choosing a value leads to, the other options staying as they are. */
export type Reach = 'available' | 'none' | 'not-made'

export interface Chosen {
  readonly sku: string
  readonly choice: Choice
  readonly available: boolean
}

export function choiceOf({ options }: Pick<Variant, 'options'>): Choice {
  return options.map(({ value }) => value)
}

/** The variant of exactly these values. */
export function variantOf<V extends Pick<Chosen, 'choice'>>(variants: readonly V[], choice: Choice): V | undefined {
  return variants.find((variant) => variant.choice.every((value, index) => value === choice[index]))
}

/**
 * Where choosing `value` of option `at` leads: that variant, or when it is not made with the other choices the one that
 * keeps most of them, what can be bought before what cannot.
 */
export function chosenWith<V extends Pick<Chosen, 'choice' | 'available'>>(
  variants: readonly V[],
  { from, at, value }: { readonly from: Choice; readonly at: number; readonly value: string },
): V | undefined {
  const kept = (variant: V) => variant.choice.filter((each, index) => each === from[index]).length
  return variants
    .filter(({ choice }) => choice[at] === value)
    .sort((a, b) => kept(b) - kept(a) || Number(b.available) - Number(a.available))[0]
}

export function reachOf(
  variants: readonly Pick<Chosen, 'choice' | 'available'>[],
  { from, at, value }: { readonly from: Choice; readonly at: number; readonly value: string },
): Reach {
  const found = variantOf(
    variants,
    from.map((each, index) => (index === at ? value : each)),
  )
  if (found === undefined) return 'not-made'
  return found.available ? 'available' : 'none'
}

/** Names of form fields: options have names in every language, so their places stand for them. */
export const fieldOf = (at: number) => `option${at}`

/** What a page is asked to show: a variant by its SKU or by its values; else the first that can be bought. */
export function requested(
  variants: readonly Variant[],
  search: { get(name: string): string | null },
): Variant | undefined {
  const bySku = variants.find(({ sku }) => sku === search.get('variant'))
  if (bySku !== undefined) return bySku
  const byChoice = variants.find(
    ({ options }) => options.length > 0 && options.every(({ value }, at) => search.get(fieldOf(at)) === value),
  )
  return byChoice ?? variants.find(({ available }) => available) ?? variants[0]
}
