import type { Row } from '../rules/rule.ts'
import type { Format } from './format.ts'

/** Lines and tabs are what the format is made of; a quote is doubled within quotes (RFC 4180, 2.7, with tabs for commas). */
function cell(text: string): string {
  const flat = /[\t\r\n]/.test(text) ? text.replace(/\s*[\t\r\n]+\s*/g, ' ') : text
  return flat.includes('"') ? `"${flat.replaceAll('"', '""')}"` : flat
}

/** Repeated values are joined by commas, so those inside are written otherwise: escaped in addresses, after a backslash in texts. */
function joined(values: readonly string[]): string {
  return values.map((value) => value.replaceAll(',', /^https?:/.test(value) ? '%2C' : '\\,')).join()
}

const valueText = (value: string | readonly string[] | undefined) =>
  value === undefined ? '' : cell(typeof value === 'string' ? value : joined(value))

/** Tab-separated values, with the names of attributes in the first line. */
export const tsv: Format = {
  type: 'text/tab-separated-values; charset=utf-8',
  head: ({ columns }) => `${columns.join('\t')}\n`,
  row: (row: Row, { columns }) => `${columns.map((name) => valueText(row[name])).join('\t')}\n`,
  foot: '',
}
