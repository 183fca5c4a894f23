import { channelFailure, failureOf } from '@vitrine/core'
import * as v from 'valibot'
import type { AmazonApi } from '../api.ts'

/* Feeds 2021-06-30: a document is made, filled at its presigned address, handed in as a feed, and answered by another document. */

const Made = v.object({ feedDocumentId: v.string(), url: v.pipe(v.string(), v.url()) })
const Begun = v.object({ feedId: v.string() })

export interface Feed {
  readonly feedType: string
  readonly contentType: string
  readonly content: string
  /** Handing the same in twice does no harm. */
  readonly isRepeatable: boolean
}

/** Hands in a feed and resolves with its id. */
export async function submitFeed(
  api: AmazonApi,
  { feedType, contentType, content, isRepeatable }: Feed,
): Promise<string> {
  const { body: document } = await api.seller.post('/feeds/2021-06-30/documents', {
    body: { contentType },
    output: Made,
    bucket: 'createFeedDocument',
    isRepeatable: true,
  })
  const { origin, pathname, search } = new URL(document.url)
  await api.documentsAt(origin).put(`${pathname}${search}`, {
    raw: content,
    headers: { 'content-type': contentType },
    bucket: 'documents',
    isRepeatable: true,
  })
  const since = api.now()
  try {
    const { body: feed } = await api.seller.post('/feeds/2021-06-30/feeds', {
      body: { feedType, marketplaceIds: [api.marketplace.id], inputFeedDocumentId: document.feedDocumentId },
      output: Begun,
      bucket: 'createFeed',
      isRepeatable,
    })
    return feed.feedId
  } catch (thrown) {
    if (failureOf(thrown).kind !== 'unknown') throw thrown
    return onlyFeed(api, { feedType, since })
  }
}

const Feeds = v.object({ feeds: v.array(v.object({ feedId: v.string() })) })
/** Clocks differ. */
const SKEW = 60_000

/**
 * The feed that was handed in when nobody answered: the only one of its type since then (`getFeeds`). Throws `refused` when there is none, or
 * several: then only a person can tell whether it arrived.
 */
async function onlyFeed(api: AmazonApi, { feedType, since }: { feedType: string; since: number }): Promise<string> {
  const { body } = await api.seller.get('/feeds/2021-06-30/feeds', {
    query: {
      feedTypes: feedType,
      marketplaceIds: api.marketplace.id,
      createdSince: new Date(since - SKEW).toISOString(),
    },
    output: Feeds,
    bucket: 'getFeeds',
  })
  const [only] = body.feeds
  if (only !== undefined && body.feeds.length === 1) return only.feedId
  throw channelFailure({
    kind: 'refused',
    code: 'unclear',
    message: `Amazon did not say whether it took the feed, and shows ${body.feeds.length} that it may be. Look in Seller Central before it is told again.`,
  })
}

export const FeedStatus = v.object({
  feedId: v.string(),
  feedType: v.string(),
  processingStatus: v.string(),
  resultFeedDocumentId: v.optional(v.string()),
})
export type FeedStatus = v.InferOutput<typeof FeedStatus>

export async function feedStatus(api: AmazonApi, feedId: string): Promise<FeedStatus> {
  const { body } = await api.seller.get(`/feeds/2021-06-30/feeds/${encodeURIComponent(feedId)}`, {
    output: FeedStatus,
    bucket: 'getFeed',
  })
  return body
}

/** The report of a feed, unpacked on the way (`enableContentEncodingUrlHeader`): JSON or the text of XML. */
export async function feedReport(api: AmazonApi, documentId: string): Promise<unknown> {
  const { body } = await api.seller.get(`/feeds/2021-06-30/documents/${encodeURIComponent(documentId)}`, {
    query: { enableContentEncodingUrlHeader: true },
    output: Made,
    bucket: 'getFeedDocument',
  })
  const { origin, pathname, search } = new URL(body.url)
  const answer = await api.documentsAt(origin).get(`${pathname}${search}`, { bucket: 'documents' })
  if (answer.body === undefined)
    throw channelFailure({ kind: 'temporary', code: 'unreadable', message: 'the report of the feed is empty' })
  return answer.body
}
