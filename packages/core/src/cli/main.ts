import { nearest } from '../kernel/index.ts'
import { type Command, EXIT, isCommandError } from './command.ts'
import { backup } from './commands/backup.ts'
import { check } from './commands/check.ts'
import { doctor } from './commands/doctor.ts'
import { exportData } from './commands/export.ts'
import { importProducts } from './commands/import.ts'
import { migrateSchema } from './commands/migrate.ts'
import { plugin } from './commands/plugin.ts'
import { restore } from './commands/restore.ts'
import { staff } from './commands/staff.ts'
import { webhook } from './commands/webhook.ts'
import { overview, printVersion, usage } from './help.ts'
import { parse } from './parse.ts'
import { createTerminal, processStreams, type Streams, type Terminal } from './terminal.ts'

const COMMANDS: readonly Command[] = [
  importProducts,
  exportData,
  staff,
  webhook,
  plugin,
  check,
  doctor,
  migrateSchema,
  backup,
  restore,
]

/** Runs `vitrine` with these words and answers its exit code: 0 done, 1 something is wrong with the data, 2 wrong use, 3 the shop cannot be reached or opened. */
export async function main(argv: readonly string[], streams: Streams = processStreams()): Promise<number> {
  const terminal = createTerminal(streams, argv.includes('--json'))
  const [name, ...rest] = argv.filter((word, at) => at > 0 || word !== '--json')
  if (name === '--version' || name === 'version') return printVersion(terminal)
  if (name === undefined || name === '--help' || name === '-h') return overview(terminal, COMMANDS)
  if (name === 'help') return rest[0] === undefined ? overview(terminal, COMMANDS) : execute(terminal, [rest[0], '-h'])
  return execute(terminal, [name, ...rest])
}

async function execute(terminal: Terminal, [name = '', ...rest]: readonly string[]): Promise<number> {
  const command = COMMANDS.find((candidate) => candidate.name === name)
  if (command === undefined) return unknown(terminal, name)
  try {
    const { words, options } = parse(command, rest)
    if (options.help === true) return usage(terminal, command)
    return await command.run({ words, options, terminal })
  } catch (error) {
    return failed(terminal, error)
  }
}

function unknown(terminal: Terminal, name: string): number {
  const names = COMMANDS.map((command) => command.name)
  const meant = nearest(name, names)
  const hint = meant === undefined ? `There are: ${names.join(', ')}.` : `Did you mean ${meant}?`
  terminal.fail({ message: `There is no command ${name}.`, hint })
  return EXIT.usage
}

function failed(terminal: Terminal, error: unknown): number {
  if (isCommandError(error)) {
    terminal.fail(error)
    return error.exitCode
  }
  terminal.fail({ message: error instanceof Error ? error.message : String(error) })
  return EXIT.findings
}
