import { HOUR, type Logger, type Signer } from '@vitrine/core'
import type { Api } from '../api.ts'
import type { PinterestConnection } from '../connection.ts'
import { deleteFeed, ensureFeed, ingestFeed, isByFile, wantedFeed } from './feed.ts'
import { fileAddress } from './file.ts'
import type { FeedNotes } from './notes.ts'
import { runsOf } from './results.ts'

export interface FeedKeeping {
  readonly connections: readonly PinterestConnection[]
  /** Some listing of a connection waits for the next fetch of its file. */
  readonly isWaiting: (connectionId: string) => Promise<boolean>
  readonly notes: FeedNotes
  readonly signer: Signer
  /** Of the shop. */
  readonly url: string
  readonly log: Logger
}

/** Keeps the feed of each connection as its settings want it, and has a file fetched that somebody waits for. One that fails stops no other. */
export async function keepFeeds({ connections, log, ...keeping }: FeedKeeping): Promise<void> {
  for (const connected of connections)
    try {
      await keepFeed(connected, keeping)
    } catch (error) {
      log.warn({ err: error, connectionId: connected.id }, 'the feed of a connection could not be looked after')
    }
}

type Keeping = Omit<FeedKeeping, 'connections' | 'log'>

async function keepFeed(connected: PinterestConnection, keeping: Keeping): Promise<void> {
  const { id, api } = connected
  const { notes, signer, url } = keeping
  const wanted = wantedFeed(api.settings, fileAddress(signer, { id, url }))
  const before = await notes.of(id)
  if (wanted === undefined && before !== undefined) await deleteFeed(api, before)
  const feedId = wanted === undefined ? undefined : await ensureFeed(api, wanted)
  if (feedId === undefined || !isByFile(api.settings)) {
    if (before !== undefined) await notes.forget(id)
    return
  }
  if (feedId !== before) await notes.keep(id, feedId)
  if (await keeping.isWaiting(id)) await fetchSoon(api, feedId)
}

/** Pinterest fetches every file once a day by itself; having it fetched is for some accounts only, and is asked for once an hour at most. */
async function fetchSoon(api: Api, feedId: string): Promise<void> {
  const { done, value: last } = await runsOf(api, feedId).next()
  const isFresh = done !== true && (last.status === 'PROCESSING' || api.now() - Date.parse(last.created_at) < HOUR)
  if (!isFresh) await ingestFeed(api, feedId)
}
