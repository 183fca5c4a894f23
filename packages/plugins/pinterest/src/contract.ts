import { pageOf, pageQuery, route } from '@vitrine/core'
import * as v from 'valibot'
import { problems } from './problems.ts'

const read = { access: 'channels:read' } as const
const write = { access: 'channels:write' } as const
const PinterestId = v.pipe(v.string(), v.regex(/^\d{1,30}$/, 'digits, as Pinterest tells it'))
const OurId = v.pipe(v.string(), v.minLength(1), v.maxLength(100))
const STATUSES = ['wanted', 'live', 'refused', 'ending', 'ended', 'removed'] as const

const BoardView = v.object({ id: v.string(), name: v.string(), pins: v.nullable(v.number()) })

export const PinView = v.object({
  id: v.string(),
  connectionId: v.string(),
  boardId: v.string(),
  productId: v.string(),
  collectionId: v.nullable(v.string()),
  /** Null until Pinterest told it. */
  pinId: v.nullable(v.string()),
  url: v.nullable(v.string()),
  status: v.picklist(STATUSES),
  error: v.nullable(v.string()),
  updatedAt: v.string(),
})
export type PinView = v.InferOutput<typeof PinView>

const FollowView = v.object({ boardId: v.string(), collectionId: v.string() })

const FeedView = v.object({
  feedId: v.string(),
  /** Where Pinterest fetches the file. */
  location: v.string(),
  run: v.nullable(
    v.object({
      id: v.string(),
      status: v.picklist(['COMPLETED', 'FAILED', 'PROCESSING']),
      startedAt: v.string(),
      lines: v.nullable(v.number()),
      items: v.nullable(v.number()),
      faults: v.array(v.object({ code: v.string(), count: v.number() })),
      issues: v.array(
        v.object({
          severity: v.picklist(['error', 'warning']),
          code: v.string(),
          message: v.string(),
          field: v.optional(v.string()),
          sku: v.nullable(v.string()),
          line: v.number(),
        }),
      ),
    }),
  ),
})

const remote = [problems.unknownConnection, problems.notTaken] as const

/** What Pinterest fetches below `/store/pinterest`, and what staff do with boards, Pins and feeds below `/admin/pinterest`. */
export const contract = {
  file: route.download('/:connection/:key/catalogue.tsv', {
    answers: ['text/tab-separated-values'],
    problems: [problems.noFile],
    summary: 'The catalogue as a file, by its secret address',
  }),
  boards: route.get('/:connection/boards', {
    ...read,
    output: v.object({ items: v.array(BoardView) }),
    problems: remote,
    summary: 'Boards of the account',
  }),
  makeBoard: route.post('/:connection/boards', {
    ...write,
    body: v.strictObject({
      name: v.pipe(v.string(), v.minLength(1), v.maxLength(180)),
      description: v.optional(v.pipe(v.string(), v.maxLength(500))),
    }),
    output: BoardView,
    problems: remote,
    summary: 'The board of this name, made when there is none',
  }),
  pins: route.get('/:connection/pins', {
    ...read,
    query: v.strictObject({ ...pageQuery, status: v.optional(v.picklist(STATUSES)) }),
    output: pageOf(PinView),
    summary: 'Pins of the shop, newest first',
  }),
  pin: route.post('/:connection/pins', {
    ...write,
    body: v.strictObject({ boardId: PinterestId, productId: OurId }),
    output: PinView,
    status: 202,
    problems: [problems.unknownConnection, problems.unknownProduct],
    summary: 'Pin a product to a board; it is there once, however often it is asked for',
  }),
  unpin: route.delete('/:connection/pins/:id', {
    ...write,
    output: PinView,
    status: 202,
    problems: [problems.unknownPin],
    summary: 'Take a Pin away',
  }),
  follows: route.get('/:connection/collections', {
    ...read,
    output: v.object({ items: v.array(FollowView) }),
    summary: 'Which boards show which collections',
  }),
  follow: route.post('/:connection/collections', {
    ...write,
    body: v.strictObject({ boardId: PinterestId, collectionId: OurId }),
    output: FollowView,
    status: 202,
    problems: [problems.unknownConnection],
    summary: 'Pin a collection to a board: what comes into it is pinned, what leaves it is taken away',
  }),
  unfollow: route.delete('/:connection/collections/:board/:collection', {
    ...write,
    output: v.object({ ending: v.number() }),
    status: 202,
    summary: 'Show a collection on a board no more; its Pins are taken away',
  }),
  feed: route.get('/:connection/feed', {
    ...read,
    output: FeedView,
    problems: [...remote, problems.noFeed],
    summary: 'What became of the file when Pinterest last fetched it',
  }),
  ingest: route.post('/:connection/feed/ingest', {
    ...write,
    output: v.object({ feedId: v.string() }),
    status: 202,
    problems: [...remote, problems.noFeed],
    summary: 'Have Pinterest fetch the file now',
  }),
}
