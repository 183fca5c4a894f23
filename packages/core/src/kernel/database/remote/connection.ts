import type { Client, Stream } from '@libsql/hrana-client'
import { UNSENT } from './attempts.ts'
import { connect, type Server } from './client.ts'
import { createGate } from './gate.ts'

export type Work<T> = (stream: Stream) => Promise<T>

/**
 * A connection to the server with a few streams on it, each a database connection there. Opening one costs the server a reading of the
 * whole schema (2 ms of its CPU with that of a shop, against 0.1 for a point read), so they are kept and shared: work on one stream is
 * done in the order in which it was sent, without waiting for the answers before.
 */
export interface Connection {
  /** On the stream with the least to do. */
  read<T>(work: Work<T>): Promise<T>
  /** All writes of the process, one after another: they never wait for a lock of each other. */
  write<T>(work: Work<T>): Promise<T>
  /** A stream for one user, who closes it. */
  open(): { readonly stream: Stream; close(): void }
  /** False when it broke, was closed, or served long enough: servers behind a balancer want to be left at times. */
  isGood(): boolean
  /** Ends when what is under way has ended, at the latest after so many milliseconds. */
  retire(ms: number): void
  close(): void
}

interface Lane {
  stream: Stream | undefined
  underWay: number
  usedAt: number
}

const READERS = 6
/** A server holds eight pieces of work for a stream; the ninth would hold up the whole websocket, commits of others too. */
const DEPTH = 4
/** Servers forget a stream over HTTP after ten seconds. */
const IDLE_MS = 5_000
const AGE_MS = 5 * 60_000

export async function openConnection(server: Server): Promise<Connection> {
  const client = await connect(server)
  const openedAt = performance.now()
  const lane = (): Lane => ({ stream: undefined, underWay: 0, usedAt: 0 })
  const readers = Array.from({ length: READERS }, lane)
  const writer = lane()
  let underWay = 0
  let isRetired = false
  const ended = () => {
    underWay -= 1
    if (isRetired && underWay === 0) client.close()
  }
  const [reading, writing] = [createGate(READERS * DEPTH), createGate(DEPTH)]
  /** What waited in vain was surely not done. */
  const unlessGone = <T>(work: () => Promise<T>): Promise<T> =>
    isRetired || client.closed ? Promise.reject(UNSENT) : work()
  const counted = <T>(work: Promise<T>): Promise<T> => {
    underWay += 1
    return work.finally(ended)
  }
  return {
    read: (work) => counted(reading(() => unlessGone(() => onLane(client, leastBusy(readers), work)))),
    write: (work) => counted(writing(() => unlessGone(() => onLane(client, writer, work)))),
    open() {
      const stream = client.openStream()
      underWay += 1
      return {
        stream,
        close() {
          stream.close()
          ended()
        },
      }
    },
    isGood: () => !client.closed && !isRetired && performance.now() - openedAt < AGE_MS,
    retire(ms) {
      isRetired = true
      if (underWay === 0) client.close()
      else setTimeout(() => client.close(), ms).unref()
    },
    close: () => client.close(),
  }
}

function leastBusy(lanes: readonly Lane[]): Lane {
  return lanes.reduce((best, lane) => (lane.underWay < best.underWay ? lane : best))
}

async function onLane<T>(client: Client, lane: Lane, work: Work<T>): Promise<T> {
  const isIdle = lane.underWay === 0 && performance.now() - lane.usedAt > IDLE_MS
  if (lane.stream === undefined || lane.stream.closed || isIdle) {
    lane.stream?.close()
    lane.stream = client.openStream()
  }
  const { stream } = lane
  lane.underWay += 1
  try {
    return await work(stream)
  } finally {
    lane.underWay -= 1
    lane.usedAt = performance.now()
  }
}
