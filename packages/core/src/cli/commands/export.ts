import { pipeline } from 'node:stream/promises'
import { type Command, type CommandCall, commandError, EXIT, text } from '../command.ts'
import { withShop } from '../connection.ts'
import { bodyOf, saveTo, size } from '../download.ts'

const KINDS = ['products', 'orders', 'customers', 'stock'] as const

/** `vitrine export products products.csv` */
export const exportData: Command = {
  name: 'export',
  summary: `Writes the shop's ${KINDS.join(', ')} as CSV; to stdout when no file is named`,
  usage: [`<${KINDS.join('|')}>`, '[file.csv]'],
  options: { currency: { type: 'string' } },
  help: { currency: 'of product prices (default: that of the main market)' },
  run,
}

async function run({ words: [kind, file], options, terminal }: CommandCall): Promise<number> {
  if (!(KINDS as readonly string[]).includes(kind ?? '')) throw commandError(`Say what to export: ${KINDS.join(', ')}.`)
  const currency = text(options, 'currency')
  if (currency !== undefined && kind !== 'products') throw commandError('--currency is for products only.')
  if (file === undefined && terminal.isJson)
    throw commandError('With --json the CSV needs a file of its own: vitrine export products products.csv --json')
  const query = currency === undefined ? '' : `?currency=${encodeURIComponent(currency)}`
  return withShop(options, async (shop) => {
    const response = await shop.request(`/admin/exports/${kind}${query}`)
    if (file === undefined) {
      await pipeline(bodyOf(response), terminal.out, { end: false }).catch(unlessClosed)
      return EXIT.ok
    }
    const bytes = await saveTo({ response, file, terminal })
    terminal.done([`${file}: ${size(bytes)}.`], { file, bytes })
    return EXIT.ok
  })
}

/** The reader may have seen enough: `vitrine export products | head`. */
function unlessClosed(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error
}
