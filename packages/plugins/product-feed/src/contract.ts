import { pageQuery, route } from '@vitrine/core'
import * as v from 'valibot'
import { problems } from './problems.ts'

const read = { access: 'channels:read' } as const
const write = { access: 'channels:write' } as const
const count = v.number()
const text = v.string()
const Severity = v.picklist(['error', 'warning'])
const word = v.optional(v.pipe(v.string(), v.maxLength(60)))

const ANSWERS = [
  'application/xml',
  'text/tab-separated-values',
  'application/json',
  'application/jsonl',
  'application/gzip',
]

const FileView = v.object({
  items: count,
  /** Left out of the file, since its reader would refuse them. */
  refused: count,
  /** In the file, with something that could be better. */
  warned: count,
  /** Bytes. */
  size: count,
  packedSize: count,
  changedAt: text,
  madeAt: text,
  /** Milliseconds. */
  took: count,
})

export const FeedView = v.object({
  id: text,
  name: text,
  /** Without and with the packing; the key is in them. */
  url: text,
  packedUrl: text,
  /** The same without a key in the address, for readers that know HTTP Basic. */
  basic: v.object({ url: text, user: text, password: text }),
  isPublic: v.boolean(),
  file: v.nullable(FileView),
  /** When somebody asked for it anew, and it is not made yet. */
  askedAt: v.nullable(text),
  error: v.nullable(text),
})
export type FeedView = v.InferOutput<typeof FeedView>

const ReportView = v.object({
  items: count,
  refused: count,
  warned: count,
  madeAt: text,
  /** The most frequent first. */
  counts: v.array(v.object({ severity: Severity, code: text, field: text, ourField: text, items: count })),
})

const IssueView = v.object({
  sku: text,
  productId: text,
  severity: Severity,
  code: text,
  field: text,
  ourField: text,
  message: text,
})

const filters = { code: word, field: word, severity: v.optional(Severity) }
const made = [problems.unknownFeed, problems.notMade] as const

/** What readers fetch below `/store/product-feed`, and what staff see below `/admin/product-feed`. */
export const contract = {
  file: route.download('/:connection/:key/:file', {
    answers: ANSWERS,
    problems: [problems.noFile],
    summary: 'The file of a feed, by its secret address',
  }),
  fileByBasic: route.download('/:connection/:file', {
    answers: ANSWERS,
    problems: [problems.noFile, problems.keyNeeded],
    summary: 'The same with HTTP Basic: the id of the connection and the key',
  }),
  feed: route.get('/:connection', {
    ...read,
    output: FeedView,
    problems: [problems.unknownFeed],
    summary: 'Where the file is, how great, and when it was made',
  }),
  make: route.post('/:connection/make', {
    ...write,
    output: FeedView,
    status: 202,
    problems: [problems.unknownFeed],
    summary: 'Have the file made anew within a minute; before the feed is live, for its report only',
  }),
  report: route.get('/:connection/report', {
    ...read,
    output: ReportView,
    problems: made,
    summary: 'What the reader of the feed would refuse, counted by reason and attribute',
  }),
  reportItems: route.get('/:connection/report/items', {
    ...read,
    query: v.strictObject({ ...pageQuery, ...filters }),
    output: v.object({ items: v.array(IssueView), next: v.nullable(text) }),
    problems: made,
    summary: 'The same by item',
  }),
  reportFile: route.download('/:connection/report.csv', {
    ...read,
    query: v.strictObject(filters),
    answers: ['text/csv'],
    problems: made,
    summary: 'The same as CSV',
  }),
}
