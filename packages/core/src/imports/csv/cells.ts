const QUOTE = 0x22
const COMMA = 0x2c

/**
 * The cells of one record (RFC 4180), or what is wrong with its quotes. Each is a string of its own, not a view of the bytes around it: one
 * that is kept keeps nothing else.
 */
export function cellsOf(record: Buffer): readonly string[] | { readonly wrong: string } {
  const cells: string[] = []
  const hasQuotes = record.includes(QUOTE)
  for (let at = 0; at <= record.length; ) {
    if (hasQuotes && record[at] === QUOTE) {
      const end = closingQuote(record, at + 1)
      if (end === undefined) return { wrong: 'a quote is never closed' }
      if (end + 1 < record.length && record[end + 1] !== COMMA) return { wrong: 'something follows a closing quote' }
      cells.push(textOf(record, at + 1, end).replaceAll('""', '"'))
      at = end + 2
    } else {
      const comma = record.indexOf(COMMA, at)
      const end = comma < 0 ? record.length : comma
      if (hasQuotes && record.subarray(at, end).includes(QUOTE))
        return { wrong: 'a quote stands inside of a cell that has none around it' }
      cells.push(textOf(record, at, end))
      at = end + 1
    }
  }
  return cells
}

function textOf(record: Buffer, start: number, end: number): string {
  return start === end ? '' : record.toString('utf8', start, end)
}

/** Quotes within are doubled. */
function closingQuote(record: Buffer, from: number): number | undefined {
  for (let at = record.indexOf(QUOTE, from); at >= 0; at = record.indexOf(QUOTE, at + 2))
    if (record[at + 1] !== QUOTE) return at
  return undefined
}
