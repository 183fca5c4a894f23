import type { SqlValue, Statement } from './statement.ts'

/**
 * `background` is work that nobody waits for in front of a screen: the embedded engine commits it by itself, when no other command waits or
 * when it has been passed over for a while, so that it is slow under load and never starved. `owed` is what follows from something that was
 * acknowledged (its events, the leases of who handles them): it stands in line with the requests, is never refused because too many
 * wait, and takes none of their places. Who asks for it must bound how much of it there is. `beginning` is the first of several commands
 * of the same buyer (a new cart): it is refused while there is still room for those who are under way, since a purchase that is refused at
 * its last step has cost all the others. A server has its own order.
 */
export type Priority = 'background' | 'beginning' | 'owed'

export interface WriteOptions {
  readonly priority?: Priority | undefined
}

export const OWED = { priority: 'owed' } as const satisfies WriteOptions

/** A mutation: its id is inserted first, then every statement, all or nothing. */
export interface Command extends WriteOptions {
  /** Unique for ever: a second run of the same id changes nothing and is answered from the first. */
  readonly id: string
  /** What it does, for people: `cart.addLine`. */
  readonly name: string
  readonly statements: readonly Statement[]
  /** Small JSON (ids) stored with the command, from which a replay is rendered. */
  readonly result?: unknown
  /** Hash of the request, so that a reused Idempotency-Key is noticed. */
  readonly fingerprint?: string | undefined
  readonly at: number
  /** Nobody will ask for it again, and nothing names it: an engine that knows how it ended need not remember it. */
  readonly isForgotten?: boolean | undefined
}

/** A command that was found in the database. */
export interface StoredCommand {
  readonly id: string
  readonly name: string
  readonly fingerprint: string | null
  readonly result: unknown
  readonly at: number
}

export interface Outcome {
  /** Rows of the statements that return some, by index in `Command.statements`. */
  readonly rows: ReadonlyMap<number, readonly unknown[][]>
}

/** What one line did. */
export interface LineDone {
  /** Number of rows changed. */
  readonly changed: number
  /** Set when the statement returns rows. */
  readonly rows?: readonly unknown[][]
}

/** The writer held by one body, which reads what it wrote. Every use after the end throws. */
export interface EngineTransaction {
  read(sql: string, args: readonly SqlValue[]): Promise<unknown[][]>
  run(line: Statement): Promise<LineDone>
}

/** What an engine throws beside Problems: `STALE` and `REPEATED` from failure.ts. */
export interface Engine {
  readonly kind: 'local' | 'remote'
  read(sql: string, args: readonly SqlValue[]): Promise<unknown[][]>
  /** The first row only, where that costs less than reading all. */
  first?(sql: string, args: readonly SqlValue[]): Promise<unknown[] | undefined>
  /** As `read`, for text that is not ours, where there is a connection that can do nothing else. */
  inspect?(sql: string, args: readonly SqlValue[]): Promise<unknown[][]>
  /** Resolves after the commit is durable; rejects when nothing was changed, or with `unavailable` when that could not be found out. */
  write(command: Command): Promise<Outcome>
  /** Statements outside commands (migrations, maintenance), as one write batch, all or nothing. */
  batch(statements: readonly Statement[], options?: WriteOptions): Promise<void>
  /** Holds the writer while the body runs, commits when it resolves. Logged above 50 ms, rolled back after 1 s. */
  exclusive<Result>(body: (transaction: EngineTransaction) => Promise<Result>): Promise<Result>
  /** Writes a consistent copy as a new file, while work goes on; embedded databases only. */
  copyTo?(file: string): Promise<void>
  /** Refuses new work, finishes what was accepted, lets the storage go. */
  close(): Promise<void>
}
