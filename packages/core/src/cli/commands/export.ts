import { createWriteStream, renameSync } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type Command, type CommandCall, commandError, EXIT, text } from '../command.ts'
import { connect, databaseUrl, refusal } from '../connection.ts'

const KINDS = ['products', 'orders', 'customers', 'stock'] as const

/** `vitrine export products products.csv` */
export const exportProducts: Command = {
  name: 'export',
  summary: `Writes the shop's data as CSV: export ${KINDS.join('|')} [file]`,
  usage: '<what> [file.csv]',
  options: { currency: { type: 'string' } },
  help: { currency: 'currency of product prices (default: that of the main market)' },
  run,
}

async function run({ words: [kind, file], options, terminal }: CommandCall): Promise<number> {
  if (!(KINDS as readonly string[]).includes(kind ?? '')) throw commandError(`Say what to export: ${KINDS.join(', ')}.`)
  const shop = await connect(databaseUrl(text(options, 'database')))
  try {
    const currency = text(options, 'currency')
    const response = await shop.request(
      `/admin/exports/${kind}${currency === undefined ? '' : `?currency=${encodeURIComponent(currency)}`}`,
    )
    if (!response.ok || response.body === null) throw await refusal(response)
    const source = Readable.fromWeb(response.body as import('node:stream/web').ReadableStream)
    if (file === undefined) {
      await pipeline(source, process.stdout, { end: false })
      return EXIT.ok
    }
    let bytes = 0
    source.on('data', (chunk: Uint8Array) => {
      bytes += chunk.byteLength
    })
    await pipeline(source, createWriteStream(`${file}.part`))
    renameSync(`${file}.part`, file)
    terminal.done([`${file}: ${bytes} bytes.`], { file, bytes })
    return EXIT.ok
  } finally {
    await shop.close()
  }
}
