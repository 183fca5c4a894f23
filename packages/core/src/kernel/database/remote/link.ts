import type { Client } from '@libsql/client'
import { problems } from '../../problems.ts'
import { LATE, within } from './attempts.ts'
import { connect, type Server } from './client.ts'

/** The connection to the server and what is under way on it. */
export interface Link {
  client(): Promise<Client>
  /** Counts what is under way: refuses beyond the bound and after closing. */
  use<T>(work: () => Promise<T>): Promise<T>
  /** A connection that went silent is replaced; one that broke is replaced by the client itself. */
  mend(error: unknown): Promise<void>
  close(): Promise<void>
}

export function createLink(server: Server, bound: number): Link {
  const underWay = new Set<Promise<void>>()
  let opened: Promise<Client> | undefined
  let mending: Promise<void> | undefined
  let isClosed = false
  const client = () => {
    opened ??= connect(server)
    return opened
  }
  const reconnect = async () => {
    const fresh = async () => (await client()).reconnect()
    await within(1_000, fresh()).catch(() => undefined)
    mending = undefined
  }
  return {
    client,
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
    async mend(error) {
      if (error !== LATE) return
      mending ??= reconnect()
      await mending
    },
    async close() {
      isClosed = true
      await Promise.all(underWay)
      if (opened !== undefined) (await opened).close()
    },
  }
}
