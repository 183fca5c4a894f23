import { HOUR, type Logger, type Signer } from '@vitrine/core'
import type { PinterestConnection } from '../connection.ts'
import { ensureFeed, ingestFeed, isByFile, wantedFeed } from './feed.ts'
import { fileAddress } from './file.ts'
import { runsOf } from './results.ts'

export interface FeedKeeping {
  readonly connections: readonly PinterestConnection[]
  /** Some listing of a connection waits for the next fetch of its file. */
  readonly isWaiting: (connectionId: string) => Promise<boolean>
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

/** Pinterest fetches every file once a day by itself; having it fetched is for some accounts only, and is asked for once an hour at most. */
async function keepFeed(
  { id, api }: PinterestConnection,
  { isWaiting, signer, url }: Omit<FeedKeeping, 'connections' | 'log'>,
): Promise<void> {
  const wanted = wantedFeed(api.settings, fileAddress(signer, { id, url }))
  if (wanted === undefined) return
  const feedId = await ensureFeed(api, wanted)
  if (!isByFile(api.settings) || !(await isWaiting(id))) return
  const { done, value: last } = await runsOf(api, feedId).next()
  const isFresh = done !== true && (last.status === 'PROCESSING' || api.now() - Date.parse(last.created_at) < HOUR)
  if (!isFresh) await ingestFeed(api, feedId)
}
