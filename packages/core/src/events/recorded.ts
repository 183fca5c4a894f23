import { type App, rowBy } from '../kernel/index.ts'
import type { RecordedEvent } from './event.ts'
import { events } from './schema.ts'

const eventById = rowBy(events, 'id')

/** An event by its id, as long as it is kept. */
export function recordedEvent({ db }: Pick<App, 'db'>, id: string): Promise<RecordedEvent | undefined> {
  return db.get(eventById, { id })
}
