import { SECOND } from '../../time.ts'

/** Longer than any healthy server takes to say hello. */
const PATIENCE = 3 * SECOND

/**
 * Asks a libSQL server who it is with the maker's own client, apart from our engine, so that a fault can be told from a fault of ours.
 * Answers its SQLite version; throws what the client says, or after three seconds of silence.
 */
export async function probeServer(server: { readonly url: string; readonly authToken?: string }): Promise<string> {
  const { createClient } = await import('@libsql/client')
  const client = createClient({ ...server, intMode: 'number' })
  let silence: ReturnType<typeof setTimeout> | undefined
  const silent = new Promise<never>((_, reject) => {
    silence = setTimeout(() => reject(new Error(`no answer within ${PATIENCE / SECOND} s`)), PATIENCE)
  })
  try {
    const { rows } = await Promise.race([client.execute('select sqlite_version() as version'), silent])
    return String(rows[0]?.version)
  } finally {
    clearTimeout(silence)
    client.close()
  }
}
