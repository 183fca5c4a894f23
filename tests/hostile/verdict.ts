import * as v from 'valibot'
import { requestProblems } from '../../packages/core/src/kernel/index.ts'
import { problems as markets } from '../../packages/core/src/markets/problems.ts'
import type { Answer, Question } from './ask.ts'
import type { Route } from './routes.ts'

/** Codes that any endpoint may answer: about the request as such, and about the market that headers ask for. */
const ANYWHERE = new Set<string>(
  [...Object.values(requestProblems), markets.unknownMarket, markets.unknownChannel, markets.unknownCurrency].map(
    ({ code }) => code,
  ),
)

/** What is wrong with an answer to garbage; nothing when it keeps to its contract. `fields` trims products to a part of theirs. */
export function complaints(route: Route, { path }: Question, answer: Answer): string[] {
  const { status } = answer
  if (status >= 500) return [`answers ${status}`]
  if (answer.milliseconds > 3_000) return [`takes ${Math.round(answer.milliseconds)} ms`]
  if (status >= 400) return ofRefusal(route, answer)
  return status >= 200 && status < 300
    ? ofSuccess(route, answer, path.includes('fields='))
    : status === 304
      ? []
      : [`answers ${status}`]
}

function ofRefusal({ endpoint }: Route, { status, type, headers, json }: Answer): string[] {
  const { code, title, requestId } = json
  const known = (endpoint.problems ?? []).some((problem) => problem.code === code) || ANYWHERE.has(code)
  return [
    ...(type === 'application/problem+json' ? [] : [`refuses as ${type}`]),
    ...(typeof title === 'string' && title !== '' ? [] : ['refuses without a title']),
    ...(json.status === status ? [] : [`says ${String(json.status)} in a ${status}`]),
    ...(typeof requestId === 'string' && requestId === headers.get('X-Request-Id') ? [] : ['names no request']),
    ...(known ? [] : [`refuses with ${code}, which its contract does not name`]),
    ...(code !== requestProblems.invalid.code || Array.isArray(json.errors) ? [] : ['names no field']),
  ]
}

function ofSuccess({ endpoint }: Route, { text, json, type }: Answer, isTrimmed: boolean): string[] {
  if (endpoint.kind !== 'json') return []
  if (endpoint.output === undefined) return text === '' ? [] : ['answers what it does not declare']
  if (type !== 'application/json') return [`answers as ${type}`]
  const { issues = [] } = v.safeParse(endpoint.output, json)
  const [issue] = isTrimmed ? issues.filter(({ received }) => received !== 'undefined') : issues
  if (issue === undefined) return []
  return [`answers off its schema at ${v.getDotPath(issue) ?? 'the root'}: ${issue.message.slice(0, 200)}`]
}
