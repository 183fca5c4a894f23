import { failpoint } from '../failpoint.ts'
import { problems } from '../problems.ts'
import type { Command, Engine, Outcome } from './engine.ts'
import { isBusy, REPEATED, readFailure, refusalOf, storageProblem } from './failure.ts'
import { type Connection, openConnection, runLine } from './local-connection.ts'
import { commands } from './schema.ts'
import { insertInto, type Statement } from './statement.ts'

/** Commands per physical transaction: 64 callers share one fsync. */
const GROUP = 64
/** Waiting commands beyond which new ones are answered 503. */
const QUEUE = 5_000
const BUSY_DEADLINE_TRIES = 60

interface Job {
  readonly work: (connection: Connection) => Outcome
  readonly resolve: (outcome: Outcome) => void
  readonly reject: (error: unknown) => void
}

type Settled = { readonly job: Job; readonly outcome: Outcome } | { readonly job: Job; readonly error: unknown }

const insertCommand = insertInto(commands)

/**
 * The embedded engine: one FIFO writer with cached statements that commits up to 64 commands at a time, each in its own savepoint,
 * and acknowledges only after COMMIT; and one connection that can only read, and so sees committed rows only.
 */
export function openLocalEngine(path: string): Engine {
  const writer = openConnection(path, 'write')
  const reader = openConnection(path, 'read')
  const queue: Job[] = []
  let isDraining = false
  let isClosed = false
  let drained: (() => void) | undefined

  const drain = async (): Promise<void> => {
    while (queue.length > 0) {
      await commitGroup(writer, queue.splice(0, GROUP))
      await new Promise((next) => setImmediate(next))
    }
    isDraining = false
    drained?.()
  }

  const submit = (work: Job['work']): Promise<Outcome> => {
    if (isClosed)
      return Promise.reject(problems.unavailable({ detail: 'The shop is closing.', headers: { 'Retry-After': '5' } }))
    if (queue.length >= QUEUE) return Promise.reject(problems.unavailable({ headers: { 'Retry-After': '1' } }))
    return new Promise((resolve, reject) => {
      queue.push({ work, resolve, reject })
      if (isDraining) return
      isDraining = true
      setImmediate(() => void drain())
    })
  }

  return {
    kind: 'local',
    read: async (sql, args) => reader.all(sql, args),
    write: (command) => submit((connection) => runCommand(connection, command)),
    batch: async (statements) => void (await submit((connection) => runLines(connection, statements))),
    async close() {
      isClosed = true
      if (isDraining) await new Promise<void>((resolve) => (drained = resolve))
      reader.close()
      writer.exec('pragma wal_checkpoint(truncate)')
      writer.close()
    },
  }
}

async function commitGroup(connection: Connection, jobs: readonly Job[]): Promise<void> {
  try {
    await begin(connection)
  } catch (error) {
    for (const job of jobs) job.reject(storageProblem(error))
    return
  }
  const settled: Settled[] = []
  for (const job of jobs) {
    settled.push(runInSavepoint(connection, job))
    if (!connection.inTransaction) return retryAlone(connection, { jobs, lost: job, settled })
  }
  try {
    failpoint('commit.before')
    connection.exec('commit')
    failpoint('commit.after')
  } catch (error) {
    if (connection.inTransaction) connection.exec('rollback')
    for (const job of jobs) job.reject(storageProblem(error))
    return
  }
  for (const result of settled)
    'outcome' in result ? result.job.resolve(result.outcome) : result.job.reject(result.error)
}

/** A full disk rolls the whole transaction back, savepoints and all: nothing of the group may be acknowledged, so each runs again alone. */
async function retryAlone(
  connection: Connection,
  group: { jobs: readonly Job[]; lost: Job; settled: readonly Settled[] },
): Promise<void> {
  const failed = group.settled.at(-1)
  group.lost.reject(storageProblem(failed !== undefined && 'error' in failed ? failed.error : problems.unavailable()))
  for (const job of group.jobs) if (job !== group.lost) await commitGroup(connection, [job])
}

async function begin(connection: Connection): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      connection.exec('begin immediate')
      return
    } catch (error) {
      if (!isBusy(error) || attempt >= BUSY_DEADLINE_TRIES) throw error
      await new Promise((next) => setTimeout(next, Math.min(attempt, 50)))
    }
  }
}

function runInSavepoint(connection: Connection, job: Job): Settled {
  connection.exec('savepoint command')
  try {
    const outcome = job.work(connection)
    connection.exec('release command')
    return { job, outcome }
  } catch (error) {
    if (connection.inTransaction) connection.exec('rollback to command; release command')
    return { job, error: storageProblem(error) }
  }
}

function runCommand(connection: Connection, command: Command): Outcome {
  const { id, name, result, fingerprint, at } = command
  try {
    runLine(
      connection,
      insertCommand({
        id,
        name,
        at,
        ...(result === undefined ? {} : { result }),
        ...(fingerprint === undefined ? {} : { fingerprint }),
      }),
    )
  } catch (error) {
    throw readFailure(error)?.kind === 'unique' ? REPEATED : error
  }
  return runLines(connection, command.statements)
}

function runLines(connection: Connection, statements: readonly Statement[]): Outcome {
  const rows = new Map<number, unknown[][]>()
  statements.forEach((line, index) => {
    const done = tryLine(connection, line)
    if (done.rows !== undefined) rows.set(index, done.rows)
    failpoint('command.line')
  })
  return { rows }
}

function tryLine(connection: Connection, line: Statement): { rows?: unknown[][] } {
  let done: ReturnType<typeof runLine>
  try {
    done = runLine(connection, line)
  } catch (error) {
    const failure = readFailure(error)
    throw failure === undefined ? error : refusalOf(line, failure)
  }
  if (line.changes !== undefined && done.changed !== line.changes)
    throw refusalOf(line, { kind: 'changes', constraint: `${done.changed} of ${line.changes}` })
  return done
}
