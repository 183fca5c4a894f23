import { problems } from '../../problems.ts'
import { LATE } from './attempts.ts'
import type { Server } from './client.ts'
import { type Connection, openConnection } from './connection.ts'

/** One piece of work that may be sent several times. */
export interface Sending<T> {
  readonly send: () => Promise<T>
  /** A connection on which an answer did not come in time is left alone; one that broke is replaced at the next use. */
  readonly mend: (error: unknown) => void
}

/** The connection to the server and what is under way on it. */
export interface Link {
  sending<T>(work: (connection: Connection) => Promise<T>): Sending<T>
  /** Counts what is under way: refuses beyond the bound and after closing. */
  use<T>(work: () => Promise<T>): Promise<T>
  close(): Promise<void>
}

export interface LinkOptions {
  readonly bound: number
  /** Milliseconds for which a connection that was left alone may still answer. */
  readonly graceMs: number
}

export function createLink(server: Server, { bound, graceMs }: LinkOptions): Link {
  const underWay = new Set<Promise<void>>()
  const open = new Set<Connection>()
  let current: Promise<Connection> | undefined
  let isClosed = false
  const fresh = async () => {
    const connection = await openConnection(server)
    open.add(connection)
    return connection
  }
  const leave = (connection: Connection) => {
    open.delete(connection)
    connection.retire(graceMs)
  }
  const connected = async (): Promise<Connection> => {
    const before = current
    const connection = await before
    if (connection?.isGood() === true) return connection
    if (current === before) {
      if (connection !== undefined) leave(connection)
      current = fresh()
    }
    return connected()
  }
  return {
    sending(work) {
      let used: Connection | undefined
      return {
        async send() {
          used = await connected()
          return work(used)
        },
        mend(error) {
          if (error === LATE && used !== undefined) leave(used)
        },
      }
    },
    use(work) {
      if (isClosed || underWay.size >= bound)
        return Promise.reject(problems.unavailable({ headers: { 'Retry-After': isClosed ? '5' : '1' } }))
      const job = work()
      const over = job.then(
        () => void underWay.delete(over),
        () => void underWay.delete(over),
      )
      underWay.add(over)
      return job
    },
    async close() {
      isClosed = true
      await Promise.all(underWay)
      for (const connection of open) connection.close()
    },
  }
}
