import { createReadStream, existsSync, statSync, writeFileSync } from 'node:fs'
import { Readable } from 'node:stream'
import type { ImportProgress, ImportReport } from '../../imports/index.ts'
import { errorsCsv } from '../../imports/index.ts'
import { type Command, type CommandCall, commandError, EXIT, text } from '../command.ts'
import { connect, databaseUrl, refusal } from '../connection.ts'
import { ndjson } from '../ndjson.ts'

/** `vitrine import shopify products.csv` */
export const importProducts: Command = {
  name: 'import',
  summary: 'Takes over products from another platform: import shopify <file>',
  usage: 'shopify <file.csv>',
  options: {
    'dry-run': { type: 'boolean' },
    currency: { type: 'string' },
    track: { type: 'boolean' },
    stock: { type: 'string' },
    location: { type: 'string' },
  },
  help: {
    'dry-run': 'read and check everything, change nothing',
    currency: "currency of the file's prices (default: that of the main market)",
    track: 'count stock also where the file names no tracker',
    stock: 'keep (default: counts are taken over for new variants only) or set',
    location: 'code of the stock location that gets the counts (default: the first)',
  },
  run,
}

async function run({ words, options, terminal }: CommandCall): Promise<number> {
  const [source, file] = words
  if (source !== 'shopify' || file === undefined)
    throw commandError('Say what to import: vitrine import shopify <file.csv>')
  if (!existsSync(file) || !statSync(file).isFile()) throw commandError(`There is no file ${file}.`)
  const shop = await connect(databaseUrl(text(options, 'database')))
  try {
    const response = await shop.request(`/admin/imports/shopify?${queryOf(options)}`, {
      method: 'POST',
      headers: { 'Content-Type': 'text/csv', Accept: 'application/x-ndjson' },
      body: Readable.toWeb(createReadStream(file)) as ReadableStream,
      duplex: 'half',
    } as RequestInit)
    if (!response.ok || response.body === null) throw await refusal(response)
    let report: ImportReport | undefined
    for await (const message of ndjson<{ progress?: ImportProgress; report?: ImportReport }>(response.body)) {
      if (message.progress !== undefined) terminal.progress(progressLine(message.progress))
      report = message.report ?? report
    }
    if (report === undefined)
      throw commandError('The import was cut off; run it again, what was taken over stays.', {
        exitCode: EXIT.unavailable,
      })
    return conclude({ report, file, terminal })
  } finally {
    await shop.close()
  }
}

function queryOf(options: CommandCall['options']): string {
  const query = new URLSearchParams()
  for (const name of ['currency', 'stock', 'location']) {
    const value = text(options, name)
    if (value !== undefined) query.set(name, value)
  }
  if (options['dry-run'] === true) query.set('dryRun', 'true')
  if (options.track === true) query.set('track', 'true')
  return query.toString()
}

function progressLine({ rows, products, errors }: ImportProgress): string {
  return `${rows} rows, ${products} products${errors > 0 ? `, ${errors} errors` : ''}`
}

function conclude({
  report,
  file,
  terminal,
}: {
  readonly report: ImportReport
  readonly file: string
  readonly terminal: CommandCall['terminal']
}): number {
  const errorFile = `${file}.errors.csv`
  if (report.errors.length > 0) writeFileSync(errorFile, errorsCsv(report.errors))
  const { rows, products, variants, errors } = report
  terminal.done(
    [
      `${report.dryRun ? 'Checked, nothing changed: ' : ''}${rows} rows: ${products.created} products new, ${products.updated} changed, ${products.unchanged} as before; ${variants} variants.`,
      ...(errors.length > 0
        ? [
            `${errors.length} rows were not taken over; see ${errorFile}:`,
            ...errors
              .slice(0, 10)
              .map(({ line, column, message }) => `  line ${line}${column === null ? '' : `, ${column}`}: ${message}`),
          ]
        : []),
    ],
    { ...report, errorFile: errors.length > 0 ? errorFile : null },
  )
  return errors.length > 0 ? EXIT.findings : EXIT.ok
}
