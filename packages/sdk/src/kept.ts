import type { Session, SessionState } from './session.ts'

/** The session as the rooms use it. */
export interface Kept {
  read(): Promise<SessionState>
  change(patch: SessionState): Promise<void>
  /** One after the other, so that two clicks on an empty cart do not make two carts. */
  inTurn<T>(work: () => Promise<T>): Promise<T>
}

export function keep(session: Session): Kept {
  let last: Promise<unknown> = Promise.resolve()
  return {
    read: async () => session.read(),
    change: async (patch) => session.write({ ...(await session.read()), ...patch }),
    inTurn<T>(work: () => Promise<T>) {
      const turn = last.then(work, work)
      last = turn.catch(() => undefined)
      return turn
    },
  }
}
