import type { Row } from '../rules/rule.ts'
import type { Format } from './format.ts'

/** What XML 1.0 allows as characters (2.2); the others cannot even be escaped. */
const FORBIDDEN = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu
const SPECIAL = /[&<>]/
const NAMES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

const escaped = (text: string) => {
  const clean = text.replace(FORBIDDEN, '')
  return SPECIAL.test(clean) ? clean.replace(/[&<>]/g, (letter) => NAMES[letter] ?? letter) : clean
}

const element = (name: string, text: string) => `<g:${name}>${escaped(text)}</g:${name}>`

function item(row: Row): string {
  let text = '<item>'
  for (const name in row) {
    const value = row[name] as string | readonly string[]
    if (typeof value === 'string') text += element(name, value)
    else for (const one of value) text += element(name, one)
  }
  return `${text}</item>\n`
}

/** RSS 2.0 with the attributes in Google's namespace, which Meta reads, too. */
export const xml: Format = {
  type: 'application/xml; charset=utf-8',
  head: ({ title, url }) =>
    `<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:g="http://base.google.com/ns/1.0">\n<channel>\n<title>${escaped(title)}</title>\n<link>${escaped(url)}</link>\n<description>${escaped(title)}</description>\n`,
  row: item,
  foot: '</channel>\n</rss>\n',
}
