import type { Kit } from '@vitrine/core/testing'
import { readFile, takeItems } from './file.ts'
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
    /** What it brought goes with it. */
    remove(id: string): void {
      takeItems(state, { feedId: feed(id).id, body: feed(id).body, items: [] })
      state.feeds.remove(id)
    },
    async ingest(id: string): Promise<object> {
      const { body } = feed(id)
      const about = { id: state.newNumber(), at: kit.now(), ...body, fetch }
      const { run, items } = await readFile(kit, about)
      takeItems(state, { feedId: id, body, items })
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
  return { item_number: line - 1, item_id: id, errors: { [code]: detail }, warnings: {} }
}
