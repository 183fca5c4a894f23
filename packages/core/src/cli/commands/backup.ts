import { createWriteStream, existsSync, renameSync, rmSync, statSync } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type Command, type CommandCall, commandError, EXIT, text } from '../command.ts'
import { connect, databaseUrl, refusal } from '../connection.ts'
import { inspectBackup } from '../inspect-backup.ts'

/** `vitrine backup shop-2026-06-01.db` */
export const backup: Command = {
  name: 'backup',
  summary: 'Writes a checked copy of the embedded database while the shop runs: backup <file>',
  usage: '<file.db>',
  options: { force: { type: 'boolean' } },
  help: { force: 'overwrite the file' },
  run,
}

async function run({ words: [file], options, terminal }: CommandCall): Promise<number> {
  if (file === undefined) throw commandError('Say where to: vitrine backup <file.db>')
  if (existsSync(file) && options.force !== true)
    throw commandError(`${file} exists.`, { hint: 'Choose another name or say --force.' })
  const shop = await connect(databaseUrl(text(options, 'database')))
  const partial = `${file}.part`
  try {
    const response = await shop.request('/admin/backup')
    if (!response.ok || response.body === null) throw await refusal(response)
    await pipeline(
      Readable.fromWeb(response.body as import('node:stream/web').ReadableStream),
      createWriteStream(partial, { mode: 0o600 }),
    )
    const { orders, products } = inspectBackup(partial)
    renameSync(partial, file)
    const bytes = statSync(file).size
    terminal.done([`${file}: ${(bytes / 1_048_576).toFixed(1)} MB, ${products} products, ${orders} orders, checked.`], {
      file,
      bytes,
      products,
      orders,
    })
    return EXIT.ok
  } finally {
    rmSync(partial, { force: true })
    await shop.close()
  }
}
