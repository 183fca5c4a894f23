import type { Database } from '../../../packages/core/src/kernel/index.ts'

/** A database at whose door every call waits until it is let in, while somebody watches. */
export interface Gate {
  readonly db: Database
  /** Called before each call, which goes on when it resolves; undefined lets everything in. */
  watch: (() => Promise<unknown>) | undefined
  /** Resolves when nothing moves that has been let in. */
  quiet(): Promise<void>
}

const turn = () => new Promise((next) => setImmediate(next))

export function gateOf(db: Database): Gate {
  let inside = 0
  const guarded =
    <Args extends unknown[], Result>(work: (...args: Args) => Promise<Result>) =>
    async (...args: Args): Promise<Result> => {
      await gate.watch?.()
      inside += 1
      try {
        return await work(...args)
      } finally {
        inside -= 1
      }
    }
  const gate: Gate = {
    db: {
      ...db,
      all: guarded(db.all) as Database['all'],
      get: guarded(db.get) as Database['get'],
      write: guarded(db.write),
      exclusive: guarded(db.exclusive) as Database['exclusive'],
      findCommand: guarded(db.findCommand),
      raw: guarded(db.raw),
    },
    watch: undefined,
    async quiet() {
      for (let still = 0; still < 3; still += 1) {
        await turn()
        if (inside > 0) still = -1
      }
    },
  }
  return gate
}
