import { expect, it } from 'vitest'
import { csvLine } from './csv.ts'
import { decimal } from './decimal.ts'

it('quotes what would break a line, and leaves the rest', () => {
  expect(csvLine(['plain', 'a,b', 'say "hi"', 'two\nlines', null, 0, -5])).toBe(
    'plain,"a,b","say ""hi""","two\nlines",,0,-5\r\n',
  )
})

it.each([
  ['=HYPERLINK("https://example.com")', `"'=HYPERLINK(""https://example.com"")"`],
  ['+48 600 000 000', "'+48 600 000 000"],
  ['-5 °C', "'-5 °C"],
  ['@everyone', "'@everyone"],
  ['\tindented', "'\tindented"],
  ["'=1", "''=1"],
  ["'t Gooi", "'t Gooi"],
  ['a=1', 'a=1'],
])('keeps a spreadsheet from running %j', (text, written) => {
  expect(csvLine([text])).toBe(`${written}\r\n`)
})

it.each([
  [1999, 'EUR', '19.99'],
  [5, 'EUR', '0.05'],
  [-5, 'EUR', '-0.05'],
  [1999, 'JPY', '1999'],
  [1999, 'KWD', '1.999'],
])('writes %d minor units of %s as %s', (amount, currency, text) => {
  expect(decimal(amount, currency)).toBe(text)
})
