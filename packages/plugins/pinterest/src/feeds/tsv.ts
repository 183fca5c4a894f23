import type { Publication } from '@vitrine/core'
import { whole } from '../catalog/publish.ts'
import { RetailItem } from '../catalog/retail-item.ts'

/** Attributes of a line, in their order. */
const COLUMNS = ['id', ...Object.keys(RetailItem.entries), 'price', 'sale_price', 'availability'] as const

/** The first line: the names of the attributes. */
export const HEAD = `${COLUMNS.join('\t')}\n`

type Told = Pick<Publication<RetailItem>, 'key' | 'shape' | 'quantity' | 'price' | 'compareAt' | 'currency'>

/** An item as a line of tab-separated values. */
export function lineOf({ key, ...told }: Told): string {
  const all: Readonly<Record<string, unknown>> = { id: key, ...whole(told) }
  return `${COLUMNS.map((name) => cell(valueText(all[name]))).join('\t')}\n`
}

/** Lists are joined by commas: inside addresses they are escaped, and texts with one of their own cannot be told in a list. */
function valueText(value: unknown): string {
  if (!Array.isArray(value)) return value === undefined ? '' : String(value)
  const texts = value.map((one) => (/^https?:/.test(one) ? one.replaceAll(',', '%2C') : String(one)))
  return texts.some((text) => text.includes(',')) ? '' : texts.join()
}

/** Tabs and line ends are what the format is made of; a quote is doubled within quotes (RFC 4180, 2.7, with tabs for commas). */
function cell(text: string): string {
  const flat = text.replace(/\s*[\t\r\n]+\s*/g, ' ')
  return flat.includes('"') ? `"${flat.replaceAll('"', '""')}"` : flat
}
