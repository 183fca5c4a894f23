import { parseArgs } from 'node:util'
import { nearest } from '../kernel/index.ts'
import { type Command, EXIT, isCommandError } from './command.ts'
import { backup } from './commands/backup.ts'
import { check } from './commands/check.ts'
import { doctor } from './commands/doctor.ts'
import { exportProducts } from './commands/export.ts'
import { importProducts } from './commands/import.ts'
import { migrateSchema } from './commands/migrate.ts'
import { restore } from './commands/restore.ts'
import { staff } from './commands/staff.ts'
import { createTerminal, type Terminal } from './terminal.ts'

const COMMANDS: readonly Command[] = [
  importProducts,
  exportProducts,
  staff,
  check,
  doctor,
  migrateSchema,
  backup,
  restore,
]

const COMMON = {
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  database: { type: 'string' },
} as const
const COMMON_HELP = {
  database: 'url of the database (default: VITRINE_DATABASE_URL, else file:.data/shop.db)',
  json: 'one JSON object on stdout',
  help: 'this text',
}

/** Runs `vitrine` with these words and answers its exit code. */
export async function main(argv: readonly string[], terminal = terminalFor(argv)): Promise<number> {
  const [name, ...rest] = argv
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') return overview(terminal)
  const command = COMMANDS.find((candidate) => candidate.name === name)
  if (command === undefined) return unknown(terminal, name)
  try {
    const { values, positionals } = parseArgs({
      args: [...rest],
      options: { ...command.options, ...COMMON },
      allowPositionals: true,
    })
    if (values.help === true) return usage(terminal, command)
    return await command.run({
      words: positionals,
      options: values as Record<string, string | boolean | undefined>,
      terminal,
    })
  } catch (error) {
    return failed(terminal, command, error)
  }
}

function terminalFor(argv: readonly string[]): Terminal {
  return createTerminal(
    { out: process.stdout, error: process.stderr, now: () => performance.now() },
    argv.includes('--json'),
  )
}

function overview(terminal: Terminal): number {
  const rows = COMMANDS.map(({ name, summary }) => `  ${name.padEnd(10)} ${summary}`)
  terminal.done(
    ['vitrine <command> [options]', '', ...rows, '', 'vitrine <command> --help tells more.'],
    COMMANDS.map(({ name, summary }) => ({ name, summary })),
  )
  return EXIT.ok
}

function usage(terminal: Terminal, { name, usage: words, summary, help }: Command): number {
  const rows = Object.entries({ ...help, ...COMMON_HELP }).map(
    ([option, meaning]) => `  --${option.padEnd(14)} ${meaning}`,
  )
  terminal.done([`vitrine ${name} ${words}`, '', summary, '', ...rows], { name, usage: words, help })
  return EXIT.ok
}

function unknown(terminal: Terminal, name: string): number {
  const meant = nearest(
    name,
    COMMANDS.map((command) => command.name),
  )
  terminal.fail(
    `There is no command ${name}.`,
    meant === undefined ? 'vitrine help lists them.' : `Did you mean ${meant}?`,
  )
  return EXIT.usage
}

function failed(terminal: Terminal, command: Command, error: unknown): number {
  if (isCommandError(error)) {
    terminal.fail(error.message, error.hint)
    return error.exitCode
  }
  const code = (error as { code?: string }).code ?? ''
  if (code.startsWith('ERR_PARSE_ARGS')) {
    terminal.fail((error as Error).message, `See: vitrine ${command.name} --help`)
    return EXIT.usage
  }
  terminal.fail(error instanceof Error ? error.message : String(error))
  return EXIT.findings
}

if (process.env.VITEST === undefined) {
  process.exitCode = await main(process.argv.slice(2))
}
