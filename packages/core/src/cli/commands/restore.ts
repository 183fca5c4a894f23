import { existsSync } from 'node:fs'
import { fileOf } from '../../kernel/index.ts'
import { type Command, type CommandCall, commandError, EXIT } from '../command.ts'
import { counted } from '../counted.ts'
import { databaseUrl, ownerOf } from '../database.ts'
import { putInPlace } from '../put-in-place.ts'

/** `vitrine restore shop-2026-06-01.db` */
export const restore: Command = {
  name: 'restore',
  summary: 'Puts a backup in place of the embedded database, which is kept beside it; the shop must be stopped',
  usage: ['<file.db>'],
  options: {},
  help: {},
  run,
}

async function run({ words: [file], options, terminal }: CommandCall): Promise<number> {
  if (file === undefined) throw commandError('Say which backup: vitrine restore <file.db>')
  if (!existsSync(file)) throw commandError(`There is no file ${file}.`)
  const target = fileOf(databaseUrl(options))
  if (target === undefined)
    throw commandError('Only an embedded database is restored from a file.', {
      hint: 'A libSQL server is restored with its own tools.',
    })
  const owner = ownerOf(target)
  if (owner !== undefined)
    throw commandError(`The shop is running (process ${owner.pid}).`, {
      exitCode: EXIT.unavailable,
      hint: 'Stop it first, then restore.',
    })
  const { kept, ...facts } = await putInPlace(file, target)
  terminal.done(
    [
      `${target} is ${file} now: ${counted(facts.products, 'product')}, ${counted(facts.orders, 'order')}.`,
      ...(kept === null ? [] : [`What was there before is kept as ${kept}.`]),
    ],
    { database: target, backup: file, kept, ...facts },
  )
  return EXIT.ok
}
