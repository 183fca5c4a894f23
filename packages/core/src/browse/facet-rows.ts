import { fold } from './fold.ts'
import type { AttributeRow, OptionRow, ProductRow, ProductRows } from './product-rows.ts'

export interface TextRow {
  readonly ownerId: string
  readonly entityId: string
  readonly language: string
  readonly texts: Readonly<Record<string, string>>
}

export interface FacetSource {
  readonly rows: ProductRows
  readonly attributes: ReadonlyMap<string, AttributeRow[]>
  readonly texts: readonly TextRow[]
}

export interface Facet {
  readonly productId: string
  readonly key: string
  readonly value: string
  readonly variantId: string
}

export interface Name {
  readonly key: string
  readonly value: string
  readonly language: string
  readonly name: string
  readonly position: number
  readonly swatch: string | null
}

/** What a product can be filtered by: the options of its variants, the filterable attributes of itself and of its variants. */
export function facetRows(product: ProductRow, source: FacetSource): { facets: Facet[]; names: Name[] } {
  const facets: Facet[] = []
  const names: Name[] = []
  const options = new Map<string, Pick<Facet, 'key' | 'value'>>()
  for (const row of source.rows.options.get(product.id) ?? []) {
    const facet = { key: `option.${fold(row.option)}`, value: fold(row.value) }
    options.set(row.valueId, facet)
    addOptionNames(names, { product, row, facet, texts: source.texts })
  }
  for (const { id: variantId } of source.rows.variants.get(product.id) ?? [])
    for (const { valueId } of source.rows.choices.get(variantId) ?? []) {
      const facet = options.get(valueId)
      if (facet !== undefined) facets.push({ productId: product.id, key: facet.key, value: facet.value, variantId })
    }
  for (const row of (source.attributes.get(product.id) ?? []).filter(({ isFilterable }) => isFilterable)) {
    const value = attributeValue(row)
    if (value === '') continue
    facets.push({
      productId: product.id,
      key: `attribute.${row.key}`,
      value,
      variantId: row.ownerId === product.id ? '' : row.ownerId,
    })
    names.push(...attributeNames(row, value, source.texts))
  }
  return { facets, names }
}

interface Option {
  readonly product: ProductRow
  readonly row: OptionRow
  readonly facet: Pick<Facet, 'key' | 'value'>
  readonly texts: readonly TextRow[]
}

function addOptionNames(names: Name[], { product, row, facet, texts }: Option): void {
  const { key, value } = facet
  const { option, optionPosition, valuePosition, swatch } = row
  const add = (language: string, name: string) =>
    names.push({ key, value: '', language, name, position: optionPosition, swatch: null })
  const addValue = (language: string, name: string) =>
    names.push({ key, value, language, name, position: valuePosition, swatch })
  add(product.language, option)
  addValue(product.language, row.value)
  for (const { language, name } of translated(texts, row.optionId)) add(language, name)
  for (const { language, name } of translated(texts, row.valueId)) addValue(language, name)
}

function attributeValue(row: AttributeRow): string {
  if (row.choiceKey !== null) return row.choiceKey
  if (row.type === 'boolean') return row.number === 1 ? 'true' : 'false'
  return row.text === null ? String(row.number) : fold(row.text)
}

function attributeNames(row: AttributeRow, value: string, texts: readonly TextRow[]): Name[] {
  const key = `attribute.${row.key}`
  const keyName = { key, value: '', position: 1_000 + row.position, swatch: null }
  const name = row.choiceName ?? row.text ?? (row.unit === null ? String(row.number) : `${row.number} ${row.unit}`)
  const valueName = { key, value, position: row.choicePosition ?? row.number ?? 0, swatch: null }
  return [
    { ...keyName, language: row.language, name: row.name },
    { ...valueName, position: Math.round(valueName.position), language: row.language, name },
    ...translated(texts, row.attributeId).map((text) => ({ ...keyName, ...text })),
    ...(row.choiceId === null
      ? []
      : translated(texts, row.choiceId).map((text) => ({
          ...valueName,
          position: Math.round(valueName.position),
          ...text,
        }))),
  ]
}

function translated(texts: readonly TextRow[], entityId: string): { language: string; name: string }[] {
  return texts.flatMap((row) =>
    row.entityId === entityId && row.texts.name !== undefined ? [{ language: row.language, name: row.texts.name }] : [],
  )
}
