import { parseArgs } from 'node:util'
import { nearest } from '../kernel/index.ts'
import { type Command, type CommandError, commandError, type Options } from './command.ts'

/** What every command understands. */
export const COMMON = {
  options: { database: { type: 'string' }, json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
  help: {
    database: 'url of the database (default: VITRINE_DATABASE_URL, else file:.data/shop.db)',
    json: 'one JSON object on stdout',
    help: 'this text',
  },
} as const

export interface Parsed {
  readonly words: readonly string[]
  readonly options: Options
}

/** The words and options behind a command's name. Throws a `CommandError` that names the nearest option. */
export function parse(command: Command, argv: readonly string[]): Parsed {
  const options = { ...command.options, ...COMMON.options }
  const { values, positionals } = understood(command, () =>
    parseArgs({ args: [...argv], options, allowPositionals: true }),
  )
  const takesMore = command.usage.at(-1)?.endsWith('…') === true
  const extra = takesMore ? undefined : positionals[command.usage.length]
  if (extra !== undefined && values.help !== true)
    throw commandError(`${extra} is one word too many.`, { hint: seeHelp(command) })
  return { words: positionals, options: values as Options }
}

function understood<T>(command: Command, read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw wrongUse(command, error as Error)
  }
}

function wrongUse(command: Command, { message }: Error): CommandError {
  const name = /^Unknown option '--?([^']+)'/.exec(message)?.[1]
  if (name === undefined) return commandError(message.split('\n')[0] ?? message, { hint: seeHelp(command) })
  const meant = nearest(name, Object.keys({ ...command.options, ...COMMON.options }))
  return commandError(`vitrine ${command.name} has no option ${name}.`, {
    hint: meant === undefined ? seeHelp(command) : `Did you mean --${meant}?`,
  })
}

function seeHelp({ name }: Command): string {
  return `See: vitrine ${name} --help`
}
