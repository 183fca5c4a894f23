import { existsSync } from 'node:fs'
import { type Command, type CommandCall, commandError, EXIT } from '../command.ts'
import { withShop } from '../connection.ts'
import { counted } from '../counted.ts'
import { saveTo, size } from '../download.ts'
import { type BackupFacts, inspectBackup } from '../inspect-backup.ts'

/** `vitrine backup shop-2026-06-01.db` */
export const backup: Command = {
  name: 'backup',
  summary: 'Writes a checked copy of the embedded database, also while the shop runs (uploaded files are not in it)',
  usage: ['<file.db>'],
  options: { force: { type: 'boolean' } },
  help: { force: 'overwrite the file' },
  run,
}

async function run({ words: [file], options, terminal }: CommandCall): Promise<number> {
  if (file === undefined) throw commandError('Say where to: vitrine backup <file.db>')
  if (existsSync(file) && options.force !== true)
    throw commandError(`${file} exists.`, { hint: 'Choose another name or say --force.' })
  let facts: BackupFacts = { products: 0, orders: 0 }
  const inspect = (partial: string) => {
    facts = inspectBackup(partial, file)
  }
  const bytes = await withShop(options, async (shop) =>
    saveTo({ response: await shop.request('/admin/backup'), file, terminal, isSecret: true, inspect }),
  )
  terminal.done(
    [`${file}: ${size(bytes)}, ${counted(facts.products, 'product')}, ${counted(facts.orders, 'order')}, checked.`],
    {
      file,
      bytes,
      ...facts,
    },
  )
  return EXIT.ok
}
