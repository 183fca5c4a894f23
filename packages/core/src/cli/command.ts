import type { ParseArgsConfig } from 'node:util'
import type { Terminal } from './terminal.ts'

/** One command of `vitrine`: how it is called, and what it does. The number it answers is the exit code. */
export interface Command {
  readonly name: string
  readonly summary: string
  /** Shown by `--help`; the words after the name. */
  readonly usage: string
  readonly options: NonNullable<ParseArgsConfig['options']>
  /** What each option means, in the order of the help. */
  readonly help: Readonly<Record<string, string>>
  readonly run: (call: CommandCall) => Promise<number>
}

export interface CommandCall {
  readonly words: readonly string[]
  readonly options: Readonly<Record<string, string | boolean | undefined>>
  readonly terminal: Terminal
}

/** Exit codes: done; something was wrong with the data; wrong use; the shop cannot be reached or opened. */
export const EXIT = { ok: 0, findings: 1, usage: 2, unavailable: 3 } as const

/** A refusal that people can act on, without a stack. */
export interface CommandError extends Error {
  readonly exitCode: number
  readonly hint: string | undefined
}

export function commandError(
  message: string,
  { exitCode = EXIT.usage, hint }: { readonly exitCode?: number; readonly hint?: string } = {},
): CommandError {
  return Object.assign(new Error(message), { exitCode, hint })
}

export function isCommandError(error: unknown): error is CommandError {
  return error instanceof Error && typeof (error as Partial<CommandError>).exitCode === 'number'
}

export function text(options: CommandCall['options'], name: string): string | undefined {
  const value = options[name]
  return typeof value === 'string' ? value : undefined
}
