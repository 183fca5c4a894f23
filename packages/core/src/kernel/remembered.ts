import type { App } from './context.ts'
import type { Database } from './database/database.ts'
import { SECOND } from './time.ts'

type Reader = Pick<App, 'db' | 'now'>

/** Other processes may write to a shared server; what they changed is seen after this time. */
const REMOTE_AGE = 2 * SECOND

interface Memory<T> {
  value: Promise<T> | undefined
  loadedAt: number
}

/**
 * A small thing that nearly every request needs (markets, price lists), read once per process and database and kept until
 * a commit touches one of the given names.
 * @example const allMarkets = remembered({ touches: ['markets'], load: ({ db }) => db.all(everyMarket) })
 */
export function remembered<T>({
  touches,
  load,
}: {
  readonly touches: readonly string[]
  readonly load: (reader: Reader) => Promise<T>
}): (reader: Reader) => Promise<T> {
  const memories = new WeakMap<Database, Memory<T>>()
  return (reader) => {
    const memory = memories.get(reader.db) ?? remember(memories, reader.db, touches)
    const isOld = reader.db.kind === 'remote' && Math.abs(reader.now() - memory.loadedAt) > REMOTE_AGE
    if (memory.value === undefined || isOld) {
      const value = load(reader)
      memory.value = value
      memory.loadedAt = reader.now()
      value.catch(() => {
        if (memory.value === value) memory.value = undefined
      })
    }
    return memory.value
  }
}

/** A load that runs while somebody commits is thrown away by the listener, so that an old value is never kept. */
function remember<T>(memories: WeakMap<Database, Memory<T>>, db: Database, touches: readonly string[]): Memory<T> {
  const memory: Memory<T> = { value: undefined, loadedAt: 0 }
  memories.set(db, memory)
  db.afterCommit((_command, touched) => {
    if (touches.some((name) => touched.has(name))) memory.value = undefined
  })
  return memory
}
