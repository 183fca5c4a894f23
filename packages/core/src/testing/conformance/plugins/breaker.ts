import { AsyncLocalStorage } from 'node:async_hooks'
import type { AnyScope } from '../../../plugins/definition.ts'
import type { Watcher, Work } from './instrument.ts'

type Call = (...args: readonly unknown[]) => unknown

interface Attempt {
  readonly key: string
  position: number
}

export interface Breaker extends Watcher {
  /** How often work was broken off. */
  readonly broken: () => number
}

/**
 * Breaks each piece of work once behind every call that it makes: at its first attempt behind the first call, at its second behind the second,
 * as if the process ended there. What was called has happened.
 */
export function createBreaker(): Breaker {
  const attempts = new AsyncLocalStorage<Attempt>()
  const reached = new Map<string, number>()
  let broken = 0
  const breakable =
    (call: Call): Call =>
    async (...args) => {
      const attempt = attempts.getStore()
      const answer = await call(...args)
      if (attempt === undefined) return answer
      attempt.position += 1
      if (attempt.position <= (reached.get(attempt.key) ?? 0)) return answer
      reached.set(attempt.key, attempt.position)
      broken += 1
      throw new Error(`broken off behind call ${attempt.position} of ${attempt.key}`)
    }
  return {
    broken: () => broken,
    during: ({ name, eventId = 'run' }: Work, run) => attempts.run({ key: `${name} ${eventId}`, position: 0 }, run),
    scope: (scope) =>
      overlaid(scope, {
        db: breakableDoors,
        core: breakableRooms,
        fetch: breakable,
        connections: breakable,
        connection: breakable,
      }),
  }

  function breakableDoors(door: unknown): unknown {
    return new Proxy(door as object, {
      get(target, name) {
        const found: unknown = Reflect.get(target, name)
        return typeof found === 'function' ? breakable(found.bind(target) as Call) : found
      },
    })
  }

  function breakableRooms(rooms: unknown): unknown {
    return new Proxy(rooms as object, {
      get(target, name) {
        const room: unknown = Reflect.get(target, name)
        return typeof room === 'object' && room !== null ? breakableDoors(room) : room
      },
    })
  }
}

/** Keys of a scope, those of a channel's among them. */
type Overlay = Readonly<Record<string, (value: never) => unknown>>

/** A scope of which some keys are seen through others; what is made on demand stays so. */
function overlaid(scope: AnyScope, over: Overlay): AnyScope {
  return new Proxy(scope, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name)
      return value === undefined ? value : (over[String(name)]?.(value as never) ?? value)
    },
  })
}
