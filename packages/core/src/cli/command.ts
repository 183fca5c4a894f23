import type { ParseArgsConfig } from 'node:util'
import type { Terminal } from './terminal.ts'

/** One command of `vitrine`: how it is called, and what it does. The number it answers is the exit code. */
export interface Command {
  readonly name: string
  readonly summary: string
  /** The words after the name, as `--help` shows them; no more are accepted than stand here, unless the last ends with `…`. */
  readonly usage: readonly string[]
  readonly options: NonNullable<ParseArgsConfig['options']>
  /** What each option means, in the order of the help. */
  readonly help: Readonly<Record<string, string>>
  readonly run: (call: CommandCall) => Promise<number>
}

/** An option that may be repeated is a list. */
export type Options = Readonly<Record<string, string | boolean | readonly string[] | undefined>>

export interface CommandCall {
  readonly words: readonly string[]
  readonly options: Options
  readonly terminal: Terminal
}

/** Exit codes: done; something was wrong with the data; wrong use; the shop cannot be reached or opened. */
export const EXIT = { ok: 0, findings: 1, usage: 2, unavailable: 3 } as const

interface Facts {
  readonly exitCode?: number
  readonly hint?: string | undefined
  /** Of the problem that the shop answered. */
  readonly code?: string | undefined
  readonly requestId?: string | undefined
}

/** A refusal that people can act on, without a stack. */
export interface CommandError extends Error, Facts {
  readonly exitCode: number
}

export function commandError(message: string, { exitCode = EXIT.usage, ...facts }: Facts = {}): CommandError {
  return Object.assign(new Error(message), { exitCode, ...facts })
}

export function isCommandError(error: unknown): error is CommandError {
  return error instanceof Error && typeof (error as Partial<CommandError>).exitCode === 'number'
}

/** The text of an option; an empty one, as an unset variable of a script leaves it, is none. */
export function text(options: Options, name: string): string | undefined {
  const value = options[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}
