import type { Product } from '@vitrine/sdk'
import type { Visit } from '../visit.ts'
import type { Variant } from './choice.ts'
import { DRAWING } from './gallery.tsx'

interface AttributesTableProps {
  readonly visit: Visit
  readonly product: Product
  readonly selected: Variant | undefined
}

export function AttributesTable({ visit, product, selected }: AttributesTableProps) {
  const { t, language } = visit
  const words = (value: string | number | boolean) => {
    if (typeof value === 'boolean') return value ? t.product.yes : t.product.no
    return typeof value === 'number' ? new Intl.NumberFormat(language).format(value) : value
  }
  const shown = product.attributes.filter(({ key, values }) => key !== DRAWING && values.length > 0)
  return (
    <section class="details" aria-labelledby="details">
      <h2 id="details">{t.product.details}</h2>
      <table>
        <tbody>
          {shown.map(({ key, name, unit, values }) => (
            <tr key={key}>
              <th scope="row" lang={language}>
                {name}
              </th>
              <td lang={language}>
                {values.map(words).join(', ')}
                {unit === null ? '' : ` ${unit}`}
              </td>
            </tr>
          ))}
          {selected !== undefined && (
            <>
              <tr>
                <th scope="row">{t.product.weight}</th>
                <td>{weight(selected.weightGrams, language)}</td>
              </tr>
              <tr>
                <th scope="row">{t.product.sku}</th>
                <td class="sku">{selected.sku}</td>
              </tr>
            </>
          )}
        </tbody>
      </table>
    </section>
  )
}

function weight(grams: number, language: string): string {
  const [value, unit] = grams < 1_000 ? [grams, 'gram'] : [grams / 1_000, 'kilogram']
  return new Intl.NumberFormat(language, { style: 'unit', unit, maximumFractionDigits: 1 }).format(value)
}
