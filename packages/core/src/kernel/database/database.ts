import { eq } from 'drizzle-orm'
import type { Logger } from '../log.ts'
import { isProblem } from '../problem.ts'
import { problems } from '../problems.ts'
import type { Command, Engine, EngineTransaction, LineDone, Outcome, StoredCommand, WriteOptions } from './engine.ts'
import { REPEATED } from './failure.ts'
import { type Query, query } from './query.ts'
import { commands } from './schema.ts'
import { insertInto, param, type Statement, update } from './statement.ts'

type Values = Readonly<Record<string, unknown>>

/** Told after a commit: which command it was, and what its lines touched. */
export type CommitListener = (command: Command, touched: ReadonlySet<string>) => void

export interface Reader {
  all<Row>(query: Query<Row>, values?: Values): Promise<Row[]>
  get<Row>(query: Query<Row>, values?: Values): Promise<Row | undefined>
}

/** What a body that holds the writer can do; it reads what it wrote. */
export interface Transaction extends Reader {
  run(line: Statement): Promise<LineDone>
}

/** The one way to the data: reads on one side, commands on the other. */
export interface Database extends Reader {
  readonly kind: Engine['kind']
  /** Runs a finished command. Services use `run(ctx, …)` from kernel/command.ts instead, which plans, repeats and replays. */
  write(command: Command): Promise<Outcome>
  /**
   * A command whose lines are decided step by step while nobody else writes: rare staff work on much data. Logged above 50 ms,
   * undone with `request.unavailable` after 1 s. The body must not use anything else that writes: it would wait for itself.
   */
  exclusive<Result>(
    command: Omit<Command, 'statements' | 'result'>,
    body: (transaction: Transaction) => Promise<Result>,
  ): Promise<Result>
  /** Statements outside commands, all or nothing: migrations, maintenance, tests. */
  batch(statements: readonly Statement[], options?: WriteOptions): Promise<void>
  /** The command with this id, if it was committed. */
  findCommand(id: string): Promise<StoredCommand | undefined>
  /** Called after each commit of this process; returns the way to stop. */
  afterCommit(listener: CommitListener): () => void
  /** Any SQL text with its values, rows as arrays; for tools (doctor, integrity, search), not for services. */
  raw(sql: string, args?: Statement['args']): Promise<unknown[][]>
  /** Writes a consistent copy as a new file, while work goes on; false with a server, which has no file of its own here. */
  copyTo(file: string): Promise<boolean>
  close(): Promise<void>
}

const commandById = query((q) =>
  q
    .select()
    .from(commands)
    .where(eq(commands.id, param('id'))),
)

const insertCommand = insertInto(commands)
const updateCommand = update(commands)

export function createDatabase(engine: Engine, { log }: { readonly log?: Logger } = {}): Database {
  const listeners = new Set<CommitListener>()
  const reader = readerOf(engine)
  const findCommand = async (id: string) => (await reader.get(commandById, { id })) as StoredCommand | undefined
  /** A server that went away during COMMIT may have done it. */
  const refuseDone =
    ({ id }: Pick<Command, 'id'>) =>
    async (error: unknown): Promise<never> => {
      const isUnknown = isProblem(error) && error.code === problems.unavailable.code
      throw isUnknown && (await findCommand(id)) !== undefined ? REPEATED : error
    }
  return {
    kind: engine.kind,
    ...reader,
    async write(command) {
      const outcome = await engine.write(command)
      announce({ listeners, log }, command)
      return outcome
    },
    async exclusive(command, body) {
      const { result, statements } = await engine
        .exclusive((held) => runHeld(held, command, body))
        .catch(refuseDone(command))
      announce({ listeners, log }, { ...command, statements, result })
      return result
    },
    async batch(statements, options) {
      await engine.batch(statements, options)
      if (statements.some(({ touches }) => touches !== undefined))
        announce({ listeners, log }, { id: '', name: 'batch', at: 0, statements })
    },
    findCommand,
    afterCommit(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    raw: (sql, args = []) => (engine.inspect ?? engine.read)(sql, args),
    async copyTo(file) {
      await engine.copyTo?.(file)
      return engine.copyTo !== undefined
    },
    close: () => engine.close(),
  }
}

function readerOf(source: Pick<Engine, 'read' | 'first'>): Reader {
  const all = async <Row>(read: Query<Row>, values: Values = {}): Promise<Row[]> => {
    const compiled = read.compile()
    return compiled.map(await source.read(compiled.sql, compiled.bind(values)))
  }
  const { first } = source
  if (first === undefined) return { all, get: async (read, values) => (await all(read, values))[0] }
  const get = async <Row>(read: Query<Row>, values: Values = {}): Promise<Row | undefined> => {
    const compiled = read.compile()
    const row = await first(compiled.sql, compiled.bind(values))
    return row === undefined ? undefined : compiled.map([row])[0]
  }
  return { all, get }
}

async function runHeld<Result>(
  held: EngineTransaction,
  command: Omit<Command, 'statements' | 'result'>,
  body: (transaction: Transaction) => Promise<Result>,
): Promise<{ result: Result; statements: readonly Statement[] }> {
  const reader = readerOf(held)
  const statements: Statement[] = []
  if ((await reader.get(commandById, { id: command.id })) !== undefined) throw REPEATED
  await held.run(insertCommand(command))
  const result = await body({
    ...reader,
    async run(line) {
      const done = await held.run(line)
      statements.push(line)
      return done
    },
  })
  await held.run(updateCommand({ id: command.id }, { result }, { changes: 1 }))
  return { result, statements }
}

interface Audience {
  readonly listeners: ReadonlySet<CommitListener>
  readonly log: Logger | undefined
}

/** The command is committed whatever a listener does with the news. */
function announce({ listeners, log }: Audience, command: Command): void {
  if (listeners.size === 0) return
  const touched = new Set<string>()
  for (const { touches } of command.statements) if (touches !== undefined) touched.add(touches)
  for (const listener of listeners) {
    try {
      listener(command, touched)
    } catch (err) {
      log?.error({ err, command: command.name }, 'a commit listener failed')
    }
  }
}
