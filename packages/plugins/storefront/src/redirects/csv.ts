import { parse } from 'csv-parse/sync'
import { problems } from '../problems.ts'

/** Names that the columns have, in files of other shops too. */
const NAMES = {
  from: ['from', 'source', 'path', 'redirect from'],
  to: ['to', 'target', 'destination', 'redirect to'],
  status: ['status', 'code'],
} as const
type Column = keyof typeof NAMES

export interface Row {
  readonly line: number
  readonly from: string
  readonly to: string
  /** Empty when the file does not say. */
  readonly status: string
}

interface Parsed {
  readonly record: readonly string[]
  readonly info: { readonly lines: number }
}

/** The lines of a CSV (RFC 4180; commas, semicolons or tabs) with the columns from, to and perhaps status. Throws `storefront.importColumns`. */
export function rowsOf(text: string): Row[] {
  const [head, ...records] = recordsOf(text)
  const titles = (head?.record ?? []).map((title) => title.trim().toLowerCase())
  const placeOf = (column: Column) => titles.findIndex((title) => (NAMES[column] as readonly string[]).includes(title))
  const places = { from: placeOf('from'), to: placeOf('to'), status: placeOf('status') }
  for (const column of ['from', 'to'] as const)
    if (places[column] < 0)
      throw problems.importColumns({
        detail: `There is no column ${column}.`,
        errors: [{ path: 'body', code: 'column', message: `lacks the column ${column}` }],
      })
  return records.map(({ record, info }) => {
    const cell = (column: Column) => (record[places[column]] ?? '').trim()
    return { line: info.lines, from: cell('from'), to: cell('to'), status: cell('status') }
  })
}

function recordsOf(text: string): Parsed[] {
  try {
    return parse(text, {
      bom: true,
      delimiter: [',', ';', '\t'],
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
    }) as unknown as Parsed[]
  } catch (error) {
    throw problems.importColumns({ detail: `The file is no CSV: ${error instanceof Error ? error.message : ''}` })
  }
}
