import type { Logger } from '../../log.ts'
import { problems } from '../../problems.ts'
import { turn } from '../../turn.ts'
import type { EngineTransaction, Outcome, WriteOptions } from '../engine.ts'
import type { Connection } from './connection.ts'
import { runExclusive } from './exclusive.ts'
import { createGroups, type Groups, type Job } from './group.ts'
import { type Alone, createQueue, type Queue } from './queue.ts'

export interface WriterLimits {
  /** Commands per physical transaction: so many callers share one fsync. */
  readonly group: number
  /** Milliseconds after which a group is committed although others wait, so that the event loop turns. */
  readonly groupMs: number
  /** Waiting commands beyond which new ones are answered 503; those of the background are counted apart, what is owed is not counted. */
  readonly queue: number
  /** Milliseconds after which a command of the background has its turn although others wait. */
  readonly backgroundMs: number
  /** Milliseconds of writing above which a body is logged. */
  readonly slowMs: number
  /** Milliseconds after which an exclusive body is cut. */
  readonly exclusiveMs: number
}

export const WRITER_LIMITS: WriterLimits = {
  group: 64,
  groupMs: 6,
  queue: 5_000,
  backgroundMs: 100,
  slowMs: 50,
  exclusiveMs: 1_000,
}

/** Every change of this process passes here: first come, first served, and the background when nobody waits. */
export interface Writer {
  submit(name: string, work: Job['work'], options?: WriteOptions): Promise<Outcome>
  exclusive<Result>(body: (transaction: EngineTransaction) => Promise<Result>): Promise<Result>
  /** Refuses new work and resolves when the accepted work is done. */
  drain(): Promise<void>
}

interface Inside {
  readonly connection: Connection
  readonly limits: WriterLimits
  readonly log: Logger | undefined
  readonly queue: Queue
  readonly groups: Groups
}

export function createWriter(connection: Connection, limits: WriterLimits, log?: Logger): Writer {
  const inside: Inside = { connection, limits, log, queue: createQueue(limits), groups: createGroups(connection) }
  let isClosed = false
  let isWorking = false
  let whenIdle: (() => void) | undefined

  const work = async (): Promise<void> => {
    while (!inside.queue.isEmpty()) {
      // Callers of one moment meet in one group.
      await turn()
      await serve(inside)
    }
    isWorking = false
    whenIdle?.()
  }

  const enqueue = (waiting: Job | Alone): void => {
    if (isClosed) throw problems.unavailable({ detail: 'The shop is closing.', headers: { 'Retry-After': '5' } })
    inside.queue.add(waiting)
    if (isWorking) return
    isWorking = true
    void work()
  }

  return {
    submit: (name, job, { priority } = {}) =>
      new Promise((resolve, reject) => enqueue({ name, priority, work: job, resolve, reject })),
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
  const alone = inside.queue.takeAlone()
  await (alone === undefined ? inside.groups.commit(group(inside)) : alone.alone())
}

function* group({ queue, limits, log }: Inside): Generator<Job> {
  const started = performance.now()
  let before = started
  for (const next of queue.takeTogether(limits.group)) {
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
