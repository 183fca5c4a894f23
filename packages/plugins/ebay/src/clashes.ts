import type { Issue, Item } from '@vitrine/core'

/** Lengths of an item specific (Product.aspects, Specification). */
const LONGEST_NAME = 40
const LONGEST_VALUE = 50

/** `Main Stone`, `main-stone` and `mainStone` are one word. */
export const folded = (name: string) =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')

interface Varied {
  /** eBay's names of the options, in our order. */
  readonly variesBy: readonly string[]
  /** Names that the category has, whose lengths it tells itself. */
  readonly asked: readonly string[]
}

/**
 * What eBay would refuse (25709, 25002) in how variants differ: two options under one name, names and values that are too long, and variants
 * that differ by nothing that eBay tells apart.
 */
export function clashesOf(item: Item, { variesBy, asked }: Varied): Issue[] {
  const own = item.options.map(({ name, value }, at) => ({ name, value: value.trim(), aspect: variesBy[at] ?? name }))
  const twice = own.filter(({ aspect }, at) =>
    own.some((other, before) => before < at && folded(other.aspect) === folded(aspect)),
  )
  return [
    ...twice.map(({ name, aspect }) => {
      const other = own.find((one) => folded(one.aspect) === folded(aspect))?.name
      const hint = `Rename one of them, or say in the settings under which item specific each is told.`
      return issue('aspect-clash', `The options “${other}” and “${name}” would both be “${aspect}” at eBay. ${hint}`)
    }),
    ...own.filter(({ aspect }) => !asked.includes(aspect)).flatMap(lengthIssues),
    ...twin(item),
  ]
}

function lengthIssues({
  name,
  value,
  aspect,
}: {
  readonly name: string
  readonly value: string
  readonly aspect: string
}): Issue[] {
  const long = (what: string, length: number, most: number) =>
    issue('aspect-long', `The ${what} has ${length} letters, and eBay takes ${most}. Shorten it.`)
  return [
    ...(aspect.length > LONGEST_NAME ? [long(`name of the option “${name}”`, aspect.length, LONGEST_NAME)] : []),
    ...(value.length > LONGEST_VALUE
      ? [long(`value “${value}” of the option “${name}”`, value.length, LONGEST_VALUE)]
      : []),
  ]
}

/** Buyers could not choose between two variants of the same words. */
function twin({ options, product, sku }: Item): Issue[] {
  const words = (all: Item['options']) => all.map(({ value }) => value.trim().toLowerCase()).join('\n')
  const same = product.variants.find((one) => one.sku !== sku && words(one.options) === words(options))
  if (same === undefined) return []
  const values = options.map(({ value }) => value).join(', ')
  return [
    issue(
      'variation-same',
      `“${values}” and that of ${same.sku} are the same to eBay. Give one of them another value.`,
    ),
  ]
}

const issue = (code: string, message: string): Issue => ({ severity: 'error', code, message, field: 'variant.options' })
