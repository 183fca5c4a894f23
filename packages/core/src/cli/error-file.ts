import { rmSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { csvLine } from '../exports/index.ts'
import type { ImportReport, RowError } from '../imports/index.ts'

export interface Concluded {
  readonly report: ImportReport
  readonly errorFile: string | null
}

const HEADER = ['Line', 'Product', 'Column', 'Code', 'Message']

/** Writes what was not taken over beside the imported file, or where that cannot be, into the working folder; a file of an earlier run goes. */
export function writeErrors(file: string, errors: readonly RowError[]): string | null {
  const beside = `${file}.errors.csv`
  if (errors.length === 0) {
    rmSync(beside, { force: true })
    return null
  }
  const rows = errors.map(({ line, key, column, code, message }) => [line, key, column, code, message])
  const content = [HEADER, ...rows].map(csvLine).join('')
  try {
    writeFileSync(beside, content)
    return beside
  } catch {
    const here = basename(beside)
    writeFileSync(here, content)
    return here
  }
}
