import type { Signer } from '@vitrine/core'
import type { Api } from '../api.ts'
import type { PinterestConnection } from '../connection.ts'
import { problems } from '../problems.ts'
import { ensureFeed, ingestFeed, isByFile, type WantedFeed, wantedFeed } from './feed.ts'
import { fileAddress, fileOf, isFileKey } from './file.ts'
import { newestRun } from './results.ts'

export interface FeedDeskParts {
  readonly connections: () => Promise<readonly PinterestConnection[]>
  /** Asks Pinterest for a connection, and answers its refusal at once. */
  readonly asking: <T>(connection: string, ask: (api: Api) => Promise<T>) => Promise<T>
  readonly signer: Signer
  /** Of the shop. */
  readonly url: string
}

/** What staff and Pinterest do with feeds. */
export function feedDesk({ connections, asking, signer, url }: FeedDeskParts) {
  const wantedOf = ({ settings, connectionId }: Api): WantedFeed => {
    const wanted = wantedFeed(settings, fileAddress(signer, { id: connectionId, url }))
    if (wanted === undefined) throw problems.noFeed()
    return wanted
  }
  return {
    feed: (connection: string) =>
      asking(connection, async (api) => {
        const wanted = wantedOf(api)
        const feedId = await ensureFeed(api, wanted)
        return { feedId, location: wanted.location, run: (await newestRun(api, feedId)) ?? null }
      }),
    ingest: (connection: string) =>
      asking(connection, async (api) => {
        const feedId = await ensureFeed(api, wantedOf(api))
        await ingestFeed(api, feedId)
        return { feedId }
      }),
    /** The file of a connection in pieces. Throws when there is none for this key. */
    async file(id: string, key: string): Promise<AsyncGenerator<string>> {
      const found = isFileKey(signer, id, key) ? (await connections()).find((one) => one.id === id) : undefined
      if (found === undefined || !isByFile(found.api.settings)) throw problems.noFile()
      return fileOf(found)
    },
  }
}
