import { deleteFrom, insertInto, type PluginDatabase, rowBy } from '@vitrine/core'
import { feeds } from './tables.ts'

const noted = rowBy(feeds, 'connectionId')
const note = insertInto(feeds, 'skip')
const drop = deleteFrom(feeds)

export type FeedNotes = ReturnType<typeof feedNotes>

/** Which feed at Pinterest brings the file of which connection. */
export function feedNotes(db: PluginDatabase) {
  const forget = (connectionId: string) =>
    db.run('forget-feed', () => ({ statements: [drop({ connectionId })], result: null }))
  return {
    of: async (connectionId: string) => (await db.get(noted, { connectionId }))?.feedId,
    async keep(connectionId: string, feedId: string): Promise<void> {
      const statements = [drop({ connectionId }), note({ connectionId, feedId })]
      await db.run('note-feed', () => ({ statements, result: null }))
    },
    forget,
  }
}
