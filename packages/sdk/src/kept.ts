import type { Session, SessionState } from './session.ts'

/** The session as the rooms use it. */
export interface Kept {
  read(): Promise<SessionState>
  change(patch: SessionState): Promise<void>
  /** One after the other, so that two clicks on an empty cart do not make two carts. */
  inTurn: Turns
}

type Turns = <T>(work: () => Promise<T>) => Promise<T>

export function keep(session: Session): Kept {
  const writing = turns()
  return {
    read: async () => session.read(),
    change: (patch) => writing(async () => session.write({ ...(await session.read()), ...patch })),
    inTurn: turns(),
  }
}

/** Runs one work after the other. */
export function turns(): Turns {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const turn = last.then(work, work)
    last = turn.catch(() => undefined)
    return turn
  }
}
