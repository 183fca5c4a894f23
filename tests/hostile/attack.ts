import * as fc from 'fast-check'
import { expect } from 'vitest'
import type { Answer, Question } from './ask.ts'
import { createPool, type Pool } from './pool.ts'
import { requestsTo } from './requests.ts'
import type { Route } from './routes.ts'
import { complaints } from './verdict.ts'
import type { Victim } from './victim.ts'

/** Requests for each route; more when they are asked for, as the long run does. */
const RUNS = Number(process.env.VITRINE_FUZZ_RUNS ?? 40)
const SEED = Number(process.env.VITRINE_SEED ?? Math.floor(Math.random() * 2 ** 31))

export interface Attack {
  /** Sends garbage to a route and expects that nothing breaks. */
  on(route: Route): Promise<void>
  readonly learn: Pool['learn']
  /** Reads every list that the routes have, so that garbage meets real things. */
  scout(routes: readonly Route[]): Promise<void>
  /** How much was sent, and which routes let some of it in. */
  summary(routes: readonly Route[]): string
  readonly score: { sent: number; accepted: Set<string>; slowest: number }
}

/** `sign` adds the credentials that a request needs to be worth refusing for another reason. */
export function createAttack(victim: Victim, sign: (question: Question) => Readonly<Record<string, string>>): Attack {
  const pool = createPool()
  const score: Attack['score'] = { sent: 0, accepted: new Set(), slowest: 0 }
  const strike = async (route: Route, question: Question): Promise<string[]> => {
    const headers = { ...question.headers, ...sign(question) }
    const answer = await victim.ask({ ...question, headers })
    score.sent += 1
    score.slowest = Math.max(score.slowest, answer.milliseconds)
    if (answer.status < 300) {
      score.accepted.add(route.name)
      pool.learn(route.path, answer.json)
    }
    return complaints(route, question, answer).map((complaint) => evidence({ complaint, route, question, answer }))
  }
  return {
    score,
    summary: (routes) => {
      const never = routes.filter(({ name }) => !score.accepted.has(name)).map(({ name }) => name)
      const facts = `${score.sent} requests, slowest ${Math.round(score.slowest)} ms, VITRINE_SEED=${SEED}`
      return `${routes.length} routes, ${facts}, never accepted: ${never.join(' ') || 'none'}`
    },
    learn: pool.learn,
    async scout(routes) {
      for (const { endpoint, path } of routes) {
        if (endpoint.method !== 'GET' || endpoint.kind !== 'json' || path.includes(':')) continue
        const question = { method: 'GET', path }
        pool.learn(path, (await victim.ask({ ...question, headers: sign(question) })).json)
      }
    },
    async on(route) {
      const found = new Map<string, string>()
      const logged = victim.errors.length
      await fc.assert(
        fc.asyncProperty(requestsTo(route, pool), async (question) => {
          for (const text of await strike(route, question)) found.set(text.split('\n')[0] ?? '', text)
        }),
        { numRuns: RUNS, seed: SEED },
      )
      const behind = victim.errors.slice(logged, logged + 2).map((line) => line.slice(0, 2_000))
      expect([...found.values(), ...behind], `VITRINE_SEED=${SEED} repeats this`).toEqual([])
    },
  }
}

interface Case {
  readonly complaint: string
  readonly route: Route
  readonly question: Question
  readonly answer: Answer
}

function evidence({ complaint, route, question: { method, path, headers, json, raw }, answer }: Case): string {
  const sent = json === undefined ? String(raw ?? '') : JSON.stringify(json)
  return [
    `${route.name} ${complaint}`,
    `${method} ${path.slice(0, 300)} ${JSON.stringify(headers)}`,
    (sent ?? '').slice(0, 800),
    answer.text.slice(0, 500),
  ].join('\n')
}
