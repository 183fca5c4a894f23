import type { Translator } from '../catalog/index.ts'
import type { ProductView } from './model.ts'
import type { AttributeRow } from './product-rows.ts'
import type { Shelf } from './shelf.ts'

type AttributeValues = NonNullable<ProductView['attributes']>[number]

export function attributeViews(
  { translator, attributes }: Shelf,
  productId: string,
): NonNullable<ProductView['attributes']> {
  const views = new Map<string, AttributeValues>()
  for (const row of attributes?.get(productId) ?? []) {
    if (row.ownerId !== productId) continue
    const view: AttributeValues = views.get(row.key) ?? {
      key: row.key,
      name: translator.text(row.attributeId, 'name', { language: row.language, text: row.name }),
      unit: row.unit,
      values: [],
    }
    const value = attributeValue(translator, row)
    if (value !== null) view.values.push(value)
    views.set(row.key, view)
  }
  return [...views.values()]
}

function attributeValue(translator: Translator, row: AttributeRow): string | number | boolean | null {
  if (row.choiceId !== null)
    return translator.text(row.choiceId, 'name', {
      language: row.language,
      text: row.choiceName ?? row.choiceKey ?? '',
    })
  if (row.type === 'boolean') return row.number === 1
  return row.text ?? row.number
}
