import { eq } from 'drizzle-orm'
import type { Command, Engine, Outcome, StoredCommand } from './engine.ts'
import type { Query } from './query.ts'
import { query } from './query.ts'
import { commands } from './schema.ts'
import { param, type Statement } from './statement.ts'

type Values = Readonly<Record<string, unknown>>

/** Told after a commit: which command it was, and what its lines touched. */
export type CommitListener = (command: Command, touched: ReadonlySet<string>) => void

/** The one way to the data: reads on one side, commands on the other. */
export interface Database {
  readonly kind: Engine['kind']
  all<Row>(query: Query<Row>, values?: Values): Promise<Row[]>
  get<Row>(query: Query<Row>, values?: Values): Promise<Row | undefined>
  /** Runs a finished command. Services use `run(ctx, …)` from kernel/command.ts instead, which plans, repeats and replays. */
  write(command: Command): Promise<Outcome>
  /** Statements outside commands, all or nothing: migrations, maintenance, tests. */
  batch(statements: readonly Statement[]): Promise<void>
  /** The command with this id, if it was committed. */
  findCommand(id: string): Promise<StoredCommand | undefined>
  /** Called after each commit of this process; returns the way to stop. */
  afterCommit(listener: CommitListener): () => void
  /** Any SQL text with its values, rows as arrays; for tools (doctor, integrity, search), not for services. */
  raw(sql: string, args?: Statement['args']): Promise<unknown[][]>
  close(): Promise<void>
}

const commandById = query((q) =>
  q
    .select()
    .from(commands)
    .where(eq(commands.id, param('id'))),
)

export function createDatabase(engine: Engine): Database {
  const listeners = new Set<CommitListener>()
  const all = async <Row>(read: Query<Row>, values: Values = {}): Promise<Row[]> => {
    const compiled = read.compile()
    return compiled.map(await engine.read(compiled.sql, compiled.bind(values)))
  }
  return {
    kind: engine.kind,
    all,
    get: async (read, values) => (await all(read, values))[0],
    async write(command) {
      const outcome = await engine.write(command)
      if (listeners.size > 0) announce(listeners, command)
      return outcome
    },
    batch: (statements) => engine.batch(statements),
    findCommand: async (id) => (await all(commandById, { id }))[0] as StoredCommand | undefined,
    afterCommit(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    raw: (sql, args = []) => engine.read(sql, args),
    close: () => engine.close(),
  }
}

function announce(listeners: ReadonlySet<CommitListener>, command: Command): void {
  const touched = new Set<string>()
  for (const { touches } of command.statements) if (touches !== undefined) touched.add(touches)
  for (const listener of listeners) listener(command, touched)
}
