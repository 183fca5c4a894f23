import type { Kit } from '@vitrine/core/testing'
import { faultsOf } from './judge.ts'
import { paged } from './paged.ts'
import { refused } from './refused.ts'
import { dateOf, type Feed, type FeedRun, type State } from './state.ts'

type Body = Feed['body']

/** Feeds that the account fetches: TSV files; of the other formats every run fails here. */
export function createFeeds(kit: Kit, state: State, fetch: typeof globalThis.fetch) {
  const feed = (id: string): Feed => {
    const found = state.feeds.get(id)
    if (found === undefined) throw refused(404, 4161, 'Sorry! We could not find your catalogs feed.')
    return found
  }
  const runOf = (id: string) =>
    state.feeds
      .all()
      .flatMap(({ runs }) => runs)
      .find((run) => run.id === id)
  return {
    list: (query: URLSearchParams) => paged(state.feeds.allSeen().map(feedView), query),
    get: (id: string) => feedView(feed(id)),
    make(body: Body): object {
      if (state.feeds.all().some((one) => one.body.name === body.name))
        throw refused(422, 4170, 'The feed name already exists.')
      const made: Feed = { id: state.newNumber(), createdAt: kit.now(), body, runs: [] }
      state.feeds.set(made.id, made)
      return feedView(made)
    },
    change(id: string, body: Partial<Body>): object {
      const before = feed(id)
      const next = { ...before, body: { ...before.body, ...body } }
      state.feeds.set(id, next)
      return feedView(next)
    },
    async ingest(id: string): Promise<object> {
      const { body } = feed(id)
      const run = await readFile(kit, { id: state.newNumber(), location: body.location, format: body.format, fetch })
      const now = feed(id)
      state.feeds.set(id, { ...now, runs: [run, ...now.runs] })
      return { id: run.id, feed_id: id, created_at: dateOf(run.createdAt), status: 'PROCESSING' }
    },
    results: (id: string, query: URLSearchParams) => paged(feed(id).runs.map(runView), query),
    issues(runId: string, query: URLSearchParams): object {
      const run = runOf(runId)
      if (run === undefined) throw refused(404, 4184, 'Sorry! We could not find your processing result.')
      return paged(run.issues.map(issueView), query)
    },
  }
}

interface File {
  readonly id: string
  readonly location: string
  readonly format: string
  readonly fetch: typeof globalThis.fetch
}

async function readFile(kit: Kit, { id, location, format, fetch }: File): Promise<FeedRun> {
  const failed: FeedRun = { id, createdAt: kit.now(), isFailed: true, lines: 0, issues: [] }
  const answer = await fetch(location).catch(() => undefined)
  if (answer === undefined || !answer.ok || format !== 'TSV') return failed
  const [head = '', ...lines] = (await answer.text()).split(/\r?\n/).filter((line) => line !== '')
  const names = head.split('\t')
  const issues = lines.flatMap((line, at) => {
    const values = line.split('\t')
    const attributes = Object.fromEntries(names.map((name, column) => [name, values[column] ?? '']))
    return faultsOf(kit, attributes).map(({ attribute, code }) => ({
      line: at + 1,
      id: attributes.id ?? null,
      code: ISSUES[code] ?? 'PARSE_LINE_ERROR',
      attribute: ATTRIBUTES[attribute] ?? null,
    }))
  })
  return { ...failed, isFailed: false, lines: lines.length, issues }
}

/** The few of Pinterest's own names that this sandbox finds. */
const ISSUES: Readonly<Record<number, string>> = { 103: 'AVAILABILITY_INVALID', 104: 'PRICE_CANNOT_BE_DETERMINED' }
const ATTRIBUTES: Readonly<Record<string, string>> = { title: 'TITLE', description: 'DESCRIPTION', link: 'ITEM_LINK' }

function feedView({ id, createdAt, body }: Feed): object {
  return {
    id,
    created_at: dateOf(createdAt),
    updated_at: dateOf(createdAt),
    credentials: null,
    default_availability: null,
    default_currency: null,
    preferred_processing_schedule: null,
    status: 'ACTIVE',
    ...body,
  }
}

function runView({ id, createdAt, isFailed, lines, issues }: FeedRun): object {
  const refusedLines = new Set(issues.map(({ line }) => line)).size
  return {
    id,
    created_at: dateOf(createdAt),
    updated_at: dateOf(createdAt),
    status: isFailed ? 'FAILED' : 'COMPLETED',
    product_counts: { original: lines, ingested: lines - refusedLines },
    ingestion_details: { errors: isFailed ? { LINE_LEVEL_INTERNAL_ERROR: 1 } : {}, info: {}, warnings: {} },
    validation_details: { errors: {}, warnings: {} },
  }
}

function issueView({ line, id, code, attribute }: FeedRun['issues'][number]): object {
  const detail = { attribute_name: attribute, provided_value: null }
  return { item_number: line, item_id: id, errors: { [code]: detail }, warnings: {} }
}
