import type { Logger } from '../../log.ts'
import { problems } from '../../problems.ts'
import type { EngineTransaction, Outcome } from '../engine.ts'
import type { Connection } from './connection.ts'
import { runExclusive } from './exclusive.ts'
import { commitGroup, type Job } from './group.ts'

export interface WriterLimits {
  /** Commands per physical transaction: so many callers share one fsync. */
  readonly group: number
  /** Milliseconds after which a group is committed although others wait, so that the event loop turns. */
  readonly groupMs: number
  /** Waiting commands beyond which new ones are answered 503. */
  readonly queue: number
  /** Milliseconds of writing above which a body is logged. */
  readonly slowMs: number
  /** Milliseconds after which an exclusive body is cut. */
  readonly exclusiveMs: number
}

export const WRITER_LIMITS: WriterLimits = { group: 64, groupMs: 8, queue: 5_000, slowMs: 50, exclusiveMs: 1_000 }

/** First come, first served: every change of this process passes here. */
export interface Writer {
  submit(name: string, work: Job['work']): Promise<Outcome>
  exclusive<Result>(body: (transaction: EngineTransaction) => Promise<Result>): Promise<Result>
  /** Refuses new work and resolves when the accepted work is done. */
  drain(): Promise<void>
}

/** Waits for the writer and then has it alone. */
interface Alone {
  readonly alone: () => Promise<void>
}

type Waiting = Job | Alone

interface Inside {
  readonly connection: Connection
  readonly limits: WriterLimits
  readonly log: Logger | undefined
  readonly queue: Waiting[]
}

export function createWriter(connection: Connection, limits: WriterLimits, log?: Logger): Writer {
  const inside: Inside = { connection, limits, log, queue: [] }
  let isClosed = false
  let isWorking = false
  let whenIdle: (() => void) | undefined

  const work = async (): Promise<void> => {
    while (inside.queue.length > 0) {
      await turn()
      await serve(inside)
    }
    isWorking = false
    whenIdle?.()
  }

  const enqueue = (waiting: Waiting): void => {
    if (isClosed) throw problems.unavailable({ detail: 'The shop is closing.', headers: { 'Retry-After': '5' } })
    if (inside.queue.length >= limits.queue) throw problems.unavailable({ headers: { 'Retry-After': '1' } })
    inside.queue.push(waiting)
    if (isWorking) return
    isWorking = true
    void work()
  }

  return {
    submit: (name, job) => new Promise((resolve, reject) => enqueue({ name, work: job, resolve, reject })),
    exclusive: (body) =>
      new Promise((resolve, reject) =>
        enqueue({
          alone: () =>
            timed(inside, 'exclusive', () => runExclusive(connection, limits.exclusiveMs, body)).then(resolve, reject),
        }),
      ),
    async drain() {
      isClosed = true
      if (isWorking) await new Promise<void>((resolve) => (whenIdle = resolve))
    },
  }
}

async function serve(inside: Inside): Promise<void> {
  const [next] = inside.queue
  if (next === undefined || !('alone' in next)) return commitGroup(inside.connection, group(inside))
  inside.queue.shift()
  await next.alone()
}

/** Lets requests, timers and health checks run between two groups, and callers of one moment meet in one group. */
function turn(): Promise<void> {
  return new Promise((next) => setImmediate(next))
}

function* group({ queue, limits, log }: Inside): Generator<Job> {
  const started = performance.now()
  let before = started
  for (let taken = 0; taken < limits.group; taken += 1) {
    const [next] = queue
    if (next === undefined || 'alone' in next) return
    queue.shift()
    yield next
    const now = performance.now()
    if (now - before > limits.slowMs) warn(log, next.name, now - before)
    if (now - started > limits.groupMs) return
    before = now
  }
}

async function timed<T>({ log, limits }: Inside, name: string, job: () => Promise<T>): Promise<T> {
  const started = performance.now()
  try {
    return await job()
  } finally {
    const took = performance.now() - started
    if (took > limits.slowMs) warn(log, name, took)
  }
}

function warn(log: Logger | undefined, name: string, took: number): void {
  log?.warn({ command: name, ms: Math.round(took) }, 'a write held the writer for long')
}
