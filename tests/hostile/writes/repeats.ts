import { randomUUID } from 'node:crypto'
import * as fc from 'fast-check'
import { document, type Route } from '../document/routes.ts'
import { createPool, type Pool } from '../garbage/pool.ts'
import { questionOf, rightRequests } from '../garbage/requests.ts'
import type { Answer, Question } from '../shop/ask.ts'
import type { Examples } from '../shop/examples/index.ts'
import type { Victim } from '../shop/victim.ts'

/** A request that the shop granted, as it was sent, with its key. */
export interface Granted {
  readonly route: Route
  readonly question: Question
  readonly answer: Answer
}

const TRIES = 60

export interface Finder {
  /** Requests that may be granted, each with a key of its own: of an example, else such as the document allows. Ends after a while. */
  candidates(route: Route): AsyncGenerator<Question>
  readonly pool: Pool
}

export function createFinder(victim: Victim, examples: Examples, seed: number): Finder {
  const pool = createPool()
  const components = document.components.schemas
  return {
    pool,
    async *candidates(route) {
      const example = await examples[route.name]?.().catch(() => undefined)
      if (example !== undefined) yield keyed(example)
      const recipes = fc.sample(rightRequests({ route, components }), { numRuns: TRIES, seed })
      const own = { Authorization: `Bearer ${victim.operatorToken}` }
      for (const recipe of recipes) {
        const question = questionOf(recipe, route, pool)
        yield keyed({ ...question, headers: { ...question.headers, ...(route.surface === 'admin' ? own : {}) } })
      }
    },
  }
}

export function keyed(question: Question, key: string = randomUUID()): Question {
  return { ...question, headers: { ...question.headers, 'Idempotency-Key': key } }
}

/** How much is written where: rows of every table but those that only remember who asked. */
export async function rowsOf({ commerce: { core } }: Pick<Victim, 'commerce'>): Promise<Record<string, number>> {
  const tables = (await core.db.raw(
    "select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'",
  )) as [string][]
  const counts: Record<string, number> = {}
  for (const [name] of tables) {
    if (PASSING.has(name)) continue
    const [[count]] = (await core.db.raw(`select count(*) from "${name}"${OF_REQUESTS[name] ?? ''}`)) as [[number]]
    counts[name] = Number(count)
  }
  return counts
}

/** Written by work in the background at any time. */
const PASSING = new Set([
  'channel_health',
  'channel_lanes',
  'channel_leases',
  'channel_runs',
  'event_consumers',
  'event_parked',
  'jobs',
  'sign_in_failures',
])

/** What work in the background writes has other ids. */
const OF_REQUESTS: Readonly<Record<string, string>> = { commands: " where id like 'key_%'" }
