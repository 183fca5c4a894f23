import { createReadStream, statSync } from 'node:fs'
import { Readable } from 'node:stream'
import type { ImportProgress, ImportReport } from '../../imports/index.ts'
import { type Command, type CommandCall, commandError, EXIT, type Options, text } from '../command.ts'
import { type Connection, withShop } from '../connection.ts'
import { counted } from '../counted.ts'
import { type Concluded, writeErrors } from '../error-file.ts'
import { ndjson } from '../ndjson.ts'
import { type ProblemBody, refused } from '../refusal.ts'
import type { Terminal } from '../terminal.ts'

/** `vitrine import shopify products.csv` */
export const importProducts: Command = {
  name: 'import',
  summary: 'Takes over products from another platform: import shopify <file.csv>',
  usage: ['shopify', '<file.csv>'],
  options: {
    'dry-run': { type: 'boolean' },
    currency: { type: 'string' },
    track: { type: 'boolean' },
    stock: { type: 'string' },
    location: { type: 'string' },
  },
  help: {
    'dry-run': 'read and check everything, change nothing',
    currency: "of the file's prices (default: that of the main market)",
    track: 'count stock also where the file names no tracker',
    stock: 'keep (default: counts are taken over for new variants only) or set',
    location: 'code of the stock location that gets the counts (default: the first)',
  },
  run,
}

async function run({ words: [source, file], options, terminal }: CommandCall): Promise<number> {
  if (source !== 'shopify' || file === undefined)
    throw commandError('Say what to import: vitrine import shopify <file.csv>')
  if (statSync(file, { throwIfNoEntry: false })?.isFile() !== true) throw commandError(`There is no file ${file}.`)
  const query = queryOf(options)
  const report = await withShop(options, (shop) => send(shop, { file, query, terminal }))
  return conclude(terminal, { report, errorFile: writeErrors(file, report.errors) })
}

function queryOf(options: Options): string {
  const query = new URLSearchParams()
  for (const name of ['currency', 'stock', 'location']) {
    const value = text(options, name)
    if (value !== undefined) query.set(name, value)
  }
  if (options['dry-run'] === true) query.set('dryRun', 'true')
  if (options.track === true) query.set('track', 'true')
  return query.toString()
}

interface Sending {
  readonly file: string
  readonly query: string
  readonly terminal: Terminal
}

type Message = { readonly progress?: ImportProgress; readonly report?: ImportReport; readonly problem?: ProblemBody }

async function send(shop: Connection, { file, query, terminal }: Sending): Promise<ImportReport> {
  const response = await shop.request(`/admin/imports/shopify?${query}`, {
    method: 'POST',
    headers: { 'Content-Type': 'text/csv', Accept: 'application/x-ndjson' },
    body: Readable.toWeb(createReadStream(file)) as ReadableStream,
    duplex: 'half',
  } as RequestInit)
  for await (const { progress, report, problem } of ndjson<Message>(response.body as ReadableStream<Uint8Array>)) {
    if (progress !== undefined) terminal.progress(progressLine(progress))
    if (problem !== undefined) throw refused(problem)
    if (report !== undefined) return report
  }
  throw commandError('The import was cut off.', {
    exitCode: EXIT.unavailable,
    hint: 'Run it again: what was taken over stays, and is found again.',
  })
}

function progressLine({ rows, products, errors }: ImportProgress): string {
  return `${counted(rows, 'row')}, ${counted(products, 'product')}${errors > 0 ? `, ${counted(errors, 'error')}` : ''}`
}

const SHOWN = 10

function conclude(terminal: Terminal, { report, errorFile }: Concluded): number {
  const { rows, products, variants, errors, errorCount, dryRun } = report
  const place = ({ line, column }: (typeof errors)[number]) => `line ${line}${column === null ? '' : `, ${column}`}`
  terminal.done(
    [
      `${dryRun ? 'Checked, nothing changed: ' : ''}${counted(rows, 'row')}: ${products.created} products new, ${products.updated} changed, ${products.unchanged} as before; ${counted(variants, 'variant')}.`,
      ...(errors.length === 0
        ? []
        : [
            `${counted(errorCount, 'error')}, the other rows are taken over; see ${errorFile}${errorCount > errors.length ? `, which has the first ${errors.length}` : ''}`,
          ]),
      ...errors.slice(0, SHOWN).map((error) => `  ${place(error)}: ${error.message}`),
    ],
    { ...report, errorFile },
  )
  return errors.length > 0 ? EXIT.findings : EXIT.ok
}
