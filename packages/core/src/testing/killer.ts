import type { ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'

export interface KillOptions {
  /** Lines that the process must have written before it may die. */
  readonly least: number
  /** Milliseconds from then on, after which it is killed: choose them at random. */
  readonly after: number
  /** Hears every line, also those that were on their way when the process died. */
  readonly hear: (line: string) => void
  readonly signal?: NodeJS.Signals
}

export interface Killed {
  readonly lines: number
  /** What ended the process; null when it ended by itself, which means that nothing was proved. */
  readonly signal: string | null
}

/**
 * Kills a process in the middle of its work. The process writes a line for each thing that it acknowledges, synchronously (`writeSync`),
 * so that the killer knows all it was promised.
 */
export async function killAtWork(child: ChildProcess, { least, after, hear, signal }: KillOptions): Promise<Killed> {
  if (child.stdout === null) throw new Error('the process must be started with a pipe as its stdout')
  const ended = new Promise<string | null>((resolve) => child.once('exit', (_, by) => resolve(by)))
  let lines = 0
  for await (const line of createInterface({ input: child.stdout })) {
    lines += 1
    hear(line)
    if (lines === least) setTimeout(() => child.kill(signal ?? 'SIGKILL'), after)
  }
  return { lines, signal: await ended }
}
