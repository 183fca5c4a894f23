import type { Issue, Item } from '@vitrine/core'
import { clashesOf, folded } from './clashes.ts'
import type { Settings } from './settings.ts'
import type { Aspect, Requirements } from './taxonomy/requirements.ts'

/** How eBay's sites call the brand. */
const BRAND = ['brand', 'marke', 'marque', 'marca', 'merk', 'marka']
/** eBay's own text for goods without a brand (EBAY_US, "Brand" as item specific). */
const YES_NO: Readonly<Record<string, readonly [string, string]>> = {
  en: ['Yes', 'No'],
  de: ['Ja', 'Nein'],
  fr: ['Oui', 'Non'],
  it: ['Sì', 'No'],
  es: ['Sí', 'No'],
  nl: ['Ja', 'Nee'],
  pl: ['Tak', 'Nie'],
}

interface At {
  readonly settings: Settings
  readonly language: string
  readonly requirements: Requirements | undefined
}

export interface Specifics {
  /** By eBay's names. */
  readonly aspects: Readonly<Record<string, string[]>>
  /** eBay's names of the options that the variants differ by, in our order. */
  readonly variesBy: readonly string[]
  readonly issues: readonly Issue[]
}

/** The item specifics of an item, and everything that its category does not take about them. */
export function specificsOf(item: Item, at: At): Specifics {
  const asked = at.requirements?.aspects ?? []
  const variesBy = item.options.map(({ name }) => aspectNameOf(name, at))
  const names = oneOfEach([...asked.map(({ name }) => name), ...Object.keys(at.settings.aspects), ...variesBy])
  const found = names.flatMap((name) => {
    const values = valuesOf(name, item, at)
    return values.length === 0 ? [] : [[name, limited(values, asked, name)] as const]
  })
  const aspects = Object.fromEntries(found)
  const issues = asked.flatMap((aspect) => issuesOf(aspect, aspects[aspect.name], variesBy))
  const isChoice = at.settings.variations === 'grouped' && item.product.variants.length > 1
  const clashes = isChoice ? clashesOf(item, { variesBy, asked: asked.map(({ name }) => name) }) : []
  return { aspects, variesBy, issues: [...issues, ...clashes] }
}

/** eBay takes `Size` and `size` for one name: the first is kept, which is the category's. */
function oneOfEach(names: readonly string[]): readonly string[] {
  const found = new Map<string, string>()
  for (const name of names) if (!found.has(folded(name))) found.set(folded(name), name)
  return [...found.values()]
}

/** The item specific that an option is told by: as the settings say, else the category's of the same name, else the option's own name. */
function aspectNameOf(option: string, { settings, requirements }: At): string {
  const [chosen = option] =
    Object.entries(settings.aspects).find(([, source]) => folded(source) === folded(option)) ?? []
  return requirements?.aspects.find(({ name }) => folded(name) === folded(chosen))?.name ?? chosen
}

function valuesOf(name: string, item: Item, at: At): string[] {
  const source = folded(sourceOf(name, at.settings) ?? name)
  const option = item.options.find((one) => folded(one.name) === source)
  const told = option === undefined ? attributeOf(item, source) : option.value
  const values = textsOf(told, at.language)
  if (values.length > 0) return values
  if (BRAND.includes(folded(name)) && item.product.brand !== null) return [item.product.brand]
  const usual = at.settings.aspectDefaults[name]
  return usual === undefined ? [] : [usual]
}

const sourceOf = (name: string, { aspects }: Settings) =>
  Object.entries(aspects).find(([aspect]) => folded(aspect) === folded(name))?.[1]

function attributeOf({ attributes, product }: Item, source: string): unknown {
  for (const record of [attributes, product.attributes])
    for (const [code, value] of Object.entries(record)) if (folded(code) === source) return value
  return undefined
}

function textsOf(value: unknown, language: string): string[] {
  if (Array.isArray(value)) return value.flatMap((one) => textsOf(one, language))
  if (typeof value === 'string') return value.trim() === '' ? [] : [value.trim()]
  if (typeof value === 'number') return [String(value)]
  const [yes, no] = YES_NO[language.slice(0, 2)] ?? ['Yes', 'No']
  if (typeof value === 'boolean') return [value ? yes : no]
  return []
}

/** One value where the category takes one. */
function limited(values: string[], asked: readonly Aspect[], name: string): string[] {
  const aspect = asked.find((one) => one.name === name)
  return aspect === undefined || aspect.isMany ? values : values.slice(0, 1)
}

const LISTED = 8

function issuesOf(aspect: Aspect, values: readonly string[] | undefined, variesBy: readonly string[]): Issue[] {
  const { name } = aspect
  const issue = (code: string, message: string): Issue => ({ severity: 'error', code, message, field: fieldOf(name) })
  if (values === undefined)
    return aspect.isRequired
      ? [issue('aspect-missing', `The category needs the item specific “${name}”. ${hintOf(name)}`)]
      : []
  const long = values.find((value) => value.length > aspect.maxLength)
  const strange = aspect.values.length === 0 ? undefined : values.find((value) => !aspect.values.includes(value))
  return [
    ...(long === undefined
      ? []
      : [issue('aspect-long', `“${name}” takes ${aspect.maxLength} letters, and “${long}” has ${long.length}.`)]),
    ...(strange === undefined
      ? []
      : [issue('aspect-value', `“${name}” cannot be “${strange}”. eBay takes: ${choicesOf(aspect.values)}.`)]),
    ...(variesBy.includes(name) && !aspect.isForVariations
      ? [issue('aspect-variations', `Variants cannot differ by “${name}” in this category. List them apart.`)]
      : []),
  ]
}

const choicesOf = (values: readonly string[]) =>
  values.length <= LISTED
    ? values.join(', ')
    : `${values.slice(0, LISTED).join(', ')} and ${values.length - LISTED} more`

const fieldOf = (name: string) => (BRAND.includes(folded(name)) ? 'product.brand' : `attributes.${name}`)

const hintOf = (name: string) =>
  BRAND.includes(folded(name))
    ? 'Give the product a brand, or set a default for the connection.'
    : `Fill an attribute of that name, say in the settings which one it is read from, or set a default.`
