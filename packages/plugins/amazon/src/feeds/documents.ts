import { channelFailure } from '@vitrine/core'
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
  const { body: feed } = await api.seller.post('/feeds/2021-06-30/feeds', {
    body: { feedType, marketplaceIds: [api.marketplace.id], inputFeedDocumentId: document.feedDocumentId },
    output: Begun,
    bucket: 'createFeed',
    isRepeatable,
  })
  return feed.feedId
}

const Feeds = v.object({
  feeds: v.array(v.object({ feedId: v.string() })),
  nextToken: v.optional(v.string()),
})
/** Clocks differ. */
const SKEW = 60_000
const PAGE = 100
const MOST_PAGES = 20

interface Since {
  readonly feedType: string
  /** Milliseconds. */
  readonly since: number
}

/** Ids of the feeds of a type that were handed in since then (`getFeeds`); a page after the first is asked for by its token alone. */
export async function feedsSince(api: AmazonApi, { feedType, since }: Since): Promise<readonly string[]> {
  const found: string[] = []
  let query: Readonly<Record<string, string | number>> = {
    feedTypes: feedType,
    marketplaceIds: api.marketplace.id,
    createdSince: new Date(since - SKEW).toISOString(),
    pageSize: PAGE,
  }
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const { body } = await api.seller.get('/feeds/2021-06-30/feeds', { query, output: Feeds, bucket: 'getFeeds' })
    found.push(...body.feeds.map(({ feedId }) => feedId))
    if (body.nextToken === undefined) break
    query = { nextToken: body.nextToken }
  }
  return found
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
