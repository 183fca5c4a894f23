import { describe, expect, it } from 'vitest'
import type { Row } from '../rules/rule.ts'
import { FORMATS, type FormatName } from './formats.ts'

const columns = ['id', 'title', 'additional_image_link', 'product_highlight', 'brand']
const rows: readonly Row[] = [
  {
    id: 'A',
    title: 'Tabs\tand\r\nlines & <tags> "quoted"',
    additional_image_link: ['https://x.example/a,b', 'https://x.example/c'],
  },
  { id: 'B', title: '\u0000🐝\ud800', product_highlight: ['Cool, calm', 'Steel'], brand: 'L' },
]
function whole(name: FormatName): string {
  const format = FORMATS[name]
  const lines = rows.map((row, at) => format.row(row, { columns, isFirst: at === 0 }))
  return format.head({ title: 'Bees & co', url: 'https://shop.example.com', columns }) + lines.join('') + format.foot
}

describe('a file', () => {
  it('in XML escapes what is markup, repeats lists, and has no letter that XML forbids', () => {
    const text = whole('xml')
    expect(text).toContain('<title>Bees &amp; co</title>')
    expect(text).toContain('<g:title>Tabs\tand\r\nlines &amp; &lt;tags&gt; "quoted"</g:title>')
    expect(text.match(/<g:additional_image_link>/g)).toHaveLength(2)
    expect(text).toContain('<g:id>B</g:id><g:title>🐝</g:title>')
  })

  it('in TSV has a cell for every column, and none that breaks the line', () => {
    const [head, ...lines] = whole('tsv').trimEnd().split('\n')
    expect(head).toBe(columns.join('\t'))
    expect(lines.map((line) => line.split('\t'))).toEqual([
      ['A', '"Tabs and lines & <tags> ""quoted"""', 'https://x.example/a%2Cb,https://x.example/c', '', ''],
      ['B', expect.stringContaining('🐝'), '', 'Cool\\, calm,Steel', 'L'],
    ])
  })

  it('in JSON can be read again, as a list and line by line', () => {
    expect(JSON.parse(whole('json'))).toEqual(rows)
    expect(
      whole('jsonl')
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual(rows)
    expect(JSON.parse(FORMATS.json.head({ title: '', url: '', columns }) + FORMATS.json.foot)).toEqual([])
  })
})
