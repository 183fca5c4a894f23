import type { Format } from './format.ts'

/** One object to a line (jsonlines.org). */
export const jsonLines: Format = {
  type: 'application/jsonl; charset=utf-8',
  head: () => '',
  row: (row) => `${JSON.stringify(row)}\n`,
  foot: '',
}

/** One list. */
export const json: Format = {
  type: 'application/json; charset=utf-8',
  head: () => '[',
  row: (row, { isFirst }) => `${isFirst ? '\n' : ',\n'}${JSON.stringify(row)}`,
  foot: '\n]\n',
}
