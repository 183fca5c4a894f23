import { version } from '../version.ts'
import { type Command, EXIT } from './command.ts'
import { COMMON } from './parse.ts'
import type { Terminal } from './terminal.ts'

export function overview(terminal: Terminal, commands: readonly Command[]): number {
  const rows = commands.map(({ name, summary }) => `  ${name.padEnd(10)} ${summary}`)
  terminal.done(
    ['vitrine <command> [options]', '', ...rows, '', 'vitrine <command> --help tells more.'],
    commands.map(({ name, summary }) => ({ name, summary })),
  )
  return EXIT.ok
}

export function usage(terminal: Terminal, { name, usage: words, summary, options, help }: Command): number {
  const kinds: Command['options'] = { ...options, ...COMMON.options }
  const all: Readonly<Record<string, string>> = { ...help, ...COMMON.help }
  const rows = Object.entries(all).map(([option, meaning]) => {
    const value = kinds[option]?.type === 'string' ? ' …' : ''
    return `  --${`${option}${value}`.padEnd(14)} ${meaning}`
  })
  terminal.done([['vitrine', name, ...words].join(' '), '', `${summary}.`, '', ...rows], {
    name,
    summary,
    usage: words,
    options: all,
  })
  return EXIT.ok
}

export function printVersion(terminal: Terminal): number {
  terminal.done([version], { version })
  return EXIT.ok
}
