import { failpoint } from '../../failpoint.ts'
import { turn } from '../../turn.ts'
import type { Outcome, Priority } from '../engine.ts'
import { isBusy, storageProblem } from '../failure.ts'
import type { Connection } from './connection.ts'

/** Work that waits for the writer, and whom to tell. */
export interface Job {
  readonly name: string
  readonly priority?: Priority | undefined
  readonly work: (connection: Connection) => Outcome
  readonly resolve: (outcome: Outcome) => void
  readonly reject: (error: unknown) => void
}

/** A job that ran in an open transaction: nobody is told before COMMIT, since a refusal too may rest on a neighbour's uncommitted rows. */
interface Ran {
  readonly job: Job
  readonly tell: () => void
}

const BUSY_TRIES = 120
/** Groups after a refusal in which each job has a savepoint: refusals come in swarms, when something is sold out. */
const CAUTIOUS = 20

/** Runs jobs in one physical transaction, so that they share one fsync. */
export interface Groups {
  /** Tells each job its outcome after COMMIT. Never rejects. */
  commit(jobs: Iterable<Job>): Promise<void>
}

/**
 * While nobody is refused the jobs of a group need no savepoints (a fifth of their cost): the first refusal undoes the transaction, and
 * the same jobs run again in it with a savepoint each.
 */
export function createGroups(connection: Connection): Groups {
  let caution = 0
  return {
    async commit(jobs) {
      caution -= 1
      const rest = jobs[Symbol.iterator]()
      const begun = caution < 0 ? await runBare(connection, rest) : { ran: [] }
      if (begun.again === undefined && begun.ran.length > 0) return commit(connection, begun.ran)
      if (begun.again !== undefined) caution = CAUTIOUS
      await runCarefully(connection, begun.again ?? [], rest)
    },
  }
}

interface Begun {
  readonly ran: readonly Ran[]
  /** Those that have to run again, since one of them was refused and all were undone. */
  readonly again?: readonly Job[]
}

async function runBare(connection: Connection, jobs: Iterator<Job>): Promise<Begun> {
  const ran: Ran[] = []
  for (let next = jobs.next(); next.done !== true; next = jobs.next()) {
    const job = next.value
    if (ran.length === 0) {
      const first = await runFirst(connection, job)
      if (first !== undefined) ran.push(first)
      continue
    }
    try {
      const outcome = job.work(connection)
      ran.push({ job, tell: () => job.resolve(outcome) })
    } catch {
      rollback(connection)
      return { ran: [], again: [...ran.map((before) => before.job), job] }
    }
  }
  return { ran }
}

async function runCarefully(connection: Connection, again: readonly Job[], rest: Iterator<Job>): Promise<void> {
  const ran: Ran[] = []
  for (const job of chained(again, rest)) {
    if (ran.length === 0) {
      const first = await runFirst(connection, job)
      if (first !== undefined) ran.push(first)
      continue
    }
    const next = runInSavepoint(connection, job)
    if (next === undefined) return retryAlone(connection, [...ran.map((before) => before.job), job])
    ran.push(next)
  }
  if (ran.length > 0) await commit(connection, ran)
}

function* chained(first: readonly Job[], rest: Iterator<Job>): Generator<Job> {
  yield* first
  for (let next = rest.next(); next.done !== true; next = rest.next()) yield next.value
}

async function commit(connection: Connection, ran: readonly Ran[]): Promise<void> {
  try {
    failpoint('commit.before')
    connection.exec('commit')
  } catch (error) {
    rollback(connection)
    const [only, ...others] = ran
    if (others.length > 0)
      return retryAlone(
        connection,
        ran.map(({ job }) => job),
      )
    only?.job.reject(storageProblem(error))
    return
  }
  failpoint('commit.after')
  await tellAll(ran)
}

/** Callers told in one turn of the event loop: what they do next is their work, which must not add up. */
const TOLD_AT_ONCE = 8

async function tellAll(ran: readonly Ran[]): Promise<void> {
  for (const [at, { tell }] of ran.entries()) {
    if (at > 0 && at % TOLD_AT_ONCE === 0) await turn()
    tell()
  }
}

/** A full disk rolls the whole transaction back, savepoints and all: nothing of the group may be acknowledged, so each runs again alone. */
async function retryAlone(connection: Connection, jobs: readonly Job[]): Promise<void> {
  for (const job of jobs) await runCarefully(connection, [], [job][Symbol.iterator]())
}

/** The first job of a transaction needs no savepoint: undoing the transaction undoes just it, and its refusal rests on committed rows. */
async function runFirst(connection: Connection, job: Job): Promise<Ran | undefined> {
  try {
    rollback(connection)
    await begin(connection)
    const outcome = job.work(connection)
    return { job, tell: () => job.resolve(outcome) }
  } catch (error) {
    rollback(connection)
    job.reject(storageProblem(error))
    return undefined
  }
}

/** Undefined when the failure took the whole transaction with it. */
function runInSavepoint(connection: Connection, job: Job): Ran | undefined {
  try {
    connection.exec('savepoint job')
    const outcome = job.work(connection)
    connection.exec('release job')
    return { job, tell: () => job.resolve(outcome) }
  } catch (error) {
    if (!undoSavepoint(connection)) return undefined
    return { job, tell: () => job.reject(storageProblem(error)) }
  }
}

function undoSavepoint(connection: Connection): boolean {
  if (!connection.inTransaction) return false
  try {
    connection.exec('rollback to job; release job')
    return true
  } catch {
    rollback(connection)
    return false
  }
}

/** Only `exec` may meet a busy file: a prepared statement that does poisons its connection (libsql-client-ts#352). */
export async function begin(connection: Connection): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      connection.exec('begin immediate')
      return
    } catch (error) {
      if (!isBusy(error) || attempt >= BUSY_TRIES) throw error
      await new Promise((next) => setTimeout(next, Math.min(attempt, 50)))
    }
  }
}

/** Ends whatever is open. A rollback that fails is met again by the next BEGIN, which says so to its caller. */
export function rollback(connection: Connection): void {
  if (!connection.inTransaction) return
  try {
    connection.exec('rollback')
  } catch {
    return
  }
}
