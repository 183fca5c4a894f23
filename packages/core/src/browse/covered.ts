import type { RecordedEvent } from '../events/index.ts'
import type { Database } from '../kernel/index.ts'

/** Enough for what an import is ahead of its events. */
const REMEMBERED = 10_000

const memories = new WeakMap<Database, Set<string>>()

/** Remembers a command that indexes itself all that it writes. It may still fail: then it has no events. */
export function cover(db: Database, commandId: string): void {
  const covered = memories.get(db) ?? new Set()
  memories.set(db, covered)
  if (covered.size >= REMEMBERED) covered.delete(covered.values().next().value as string)
  covered.add(commandId)
}

/** Whether the index knows what an event tells since the same commit. After a restart nothing is remembered, and work is only done twice. */
export function isCovered(db: Database, { commandId }: Pick<RecordedEvent, 'commandId'>): boolean {
  return commandId !== null && memories.get(db)?.has(commandId) === true
}
