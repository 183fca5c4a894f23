import { createHistogram } from 'node:perf_hooks'
import * as fc from 'fast-check'
import type { OpenApiDocument } from '../../../packages/core/src/kernel/index.ts'
import { type Route, document as served } from '../document/routes.ts'
import type { Question } from '../shop/ask.ts'
import type { Examples } from '../shop/examples/index.ts'
import type { Victim } from '../shop/victim.ts'
import { curl } from './curl.ts'
import { createPool, type Pool } from './pool.ts'
import { questionOf, type Recipe, requestsTo } from './requests.ts'
import { sweepOf } from './sweep.ts'
import { complaints } from './verdict.ts'

/** Requests for each route; more when they are asked for, as the long run does. */
const RUNS = Number(process.env.VITRINE_FUZZ_RUNS ?? 25)
export const SEED = Number(process.env.VITRINE_SEED ?? Math.floor(Math.random() * 2 ** 31))

/** Routes that are asked less often, by how much: a backup is a whole database, a password is slow to hash. */
const COSTLY: Readonly<Record<string, number>> = {
  'admin.exports.backup': 8,
  'store.customers.signUp': 2,
  'store.customers.signIn': 2,
  'admin.access.signIn': 2,
}

/** Examples take several requests each, some of them a password that is slow to hash. */
const MOST_EXAMPLES = Math.max(3, RUNS / 12)

interface Count {
  sent: number
  accepted: number
}

export interface Attack {
  /** Sends garbage to a route and throws the smallest request that breaks something. */
  on(route: Route): Promise<void>
  readonly learn: Pool['learn']
  /** Reads every list that the routes have, so that garbage meets real things. */
  scout(routes: readonly Route[]): Promise<void>
  /** How much was sent, how much of it was let in, and how long answers took. */
  summary(routes: readonly Route[]): string
  /** What share of its requests each route let in. */
  shares(routes: readonly Route[]): string
  /** Routes that never let anything in. */
  neverIn(routes: readonly Route[]): string[]
  /** Milliseconds within which 99 of 100 answers came. */
  p99(): number
  sent(): number
}

export interface AttackOptions {
  /** The credentials that a request needs to be worth refusing for another reason. */
  readonly sign: (question: Question) => Readonly<Record<string, string>>
  readonly examples?: Examples
  /** What the answers are judged by. */
  readonly document?: OpenApiDocument
}

export function createAttack(victim: Victim, options: AttackOptions): Attack {
  const { sign, examples = {}, document = served } = options
  const pool = createPool()
  const counts = new Map<string, Count>()
  const shown = new Map<string, number>()
  const times = createHistogram()
  const countOf = ({ name }: Route): Count => counts.get(name) ?? { sent: 0, accepted: 0 }
  /** None when what it needs cannot be made any more, since the attack took the ground away under it. */
  const exampleOf = (route: Route): Promise<Question | undefined> | undefined => {
    const given = (shown.get(route.name) ?? 0) + 1
    shown.set(route.name, given)
    return given > MOST_EXAMPLES ? undefined : examples[route.name]?.().catch(() => undefined)
  }
  const questionFor = async (route: Route, recipe: Recipe): Promise<Question> => {
    const example = recipe.start === 'nothing' ? undefined : await exampleOf(route)
    if (example !== undefined && recipe.start === 'example') return example
    const plain = questionOf(recipe, route, pool)
    if (example !== undefined)
      return { ...plain, path: example.path, headers: { ...plain.headers, ...example.headers } }
    return { ...plain, headers: { ...plain.headers, ...sign(plain) } }
  }
  const strike = async (route: Route, recipe: Recipe): Promise<void> => {
    const question = await questionFor(route, recipe)
    const logged = victim.errors.length
    const answer = await victim.ask(question)
    const isIn = answer.status < 300
    const { sent, accepted } = countOf(route)
    counts.set(route.name, { sent: sent + 1, accepted: accepted + (isIn ? 1 : 0) })
    times.record(Math.max(1, Math.round(answer.milliseconds * 1_000)))
    if (isIn) pool.learn(route.path, answer.json)
    const behind = victim.errors.slice(logged).map((line) => `logs ${line.slice(0, 2_000)}`)
    const found = [...complaints(route, question, { answer, document }), ...behind]
    if (found.length > 0)
      throw new Error([`${route.name} ${found.join('\n  ')}`, curl(question), answer.text.slice(0, 800)].join('\n'))
  }
  const p99 = () => times.percentile(99) / 1_000
  const total = () => [...counts.values()].reduce((sum, { sent }) => sum + sent, 0)
  return {
    learn: pool.learn,
    p99,
    sent: total,
    neverIn: (routes) => routes.filter((route) => countOf(route).accepted === 0).map(({ name }) => name),
    summary(routes) {
      const accepted = [...counts.values()].reduce((sum, count) => sum + count.accepted, 0)
      const facts = `${total()} requests, ${Math.round((accepted / total()) * 100)}% let in, p99 ${p99().toFixed(1)} ms, slowest ${Math.round(times.max / 1_000)} ms`
      return `${routes.length} routes, ${facts}, VITRINE_SEED=${SEED}`
    },
    shares(routes) {
      const shares = routes.map((route) => ({
        name: route.name,
        share: countOf(route).accepted / Math.max(1, countOf(route).sent),
      }))
      const listed = shares
        .sort((a, b) => a.share - b.share)
        .map(({ name, share }) => `${name} ${Math.round(share * 100)}%`)
      return `let in: ${listed.join(', ')}`
    },
    async scout(routes) {
      for (const route of routes) {
        const { method, path } = route
        if (
          method !== 'GET' ||
          path.includes('{') ||
          route.responses['200']?.content?.['application/json'] === undefined
        )
          continue
        const question = { method, path }
        pool.learn(path, (await victim.ask({ ...question, headers: sign(question) })).json)
      }
    },
    async on(route) {
      const property = fc.asyncProperty(requestsTo(route, document.components.schemas), (recipe) =>
        strike(route, recipe),
      )
      const sweep = sweepOf({ route, components: document.components.schemas }, SEED).map((recipe): [Recipe] => [
        recipe,
      ])
      const numRuns = sweep.length + Math.ceil(RUNS / (COSTLY[route.name] ?? 1))
      const { failed, errorInstance } = await fc.check(property, { numRuns, seed: SEED, examples: sweep })
      if (!failed) return
      const message = errorInstance instanceof Error ? errorInstance.message : String(errorInstance)
      throw new Error(`${message}\nVITRINE_SEED=${SEED} VITRINE_FUZZ_RUNS=${RUNS} repeats this`)
    },
  }
}
