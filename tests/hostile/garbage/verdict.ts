import type { OpenApiDocument } from '../../../packages/core/src/kernel/index.ts'
import { conforms } from '../document/conforms.ts'
import type { Route } from '../document/routes.ts'
import type { Answer, Question } from '../shop/ask.ts'

const SLOWEST = 3_000

/** What is wrong with an answer to garbage; nothing when it keeps to the document. The entry for any other refusal excuses nobody. */
export function complaints(
  route: Route,
  { path }: Question,
  given: { answer: Answer; document: OpenApiDocument },
): string[] {
  const { answer, document } = given
  const { status, milliseconds } = answer
  if (status >= 500) return [`answers ${status}`]
  if (milliseconds > SLOWEST) return [`takes ${Math.round(milliseconds)} ms`]
  const declared = route.responses[String(status)]
  if (declared === undefined)
    return [`answers ${status} ${answer.json.code ?? ''}, which the document does not declare`]
  const content = declared.content ?? {}
  const type = answer.type.split(';')[0] ?? ''
  if (Object.keys(content).length === 0)
    return answer.text === '' ? [] : [`answers ${status} with a body that is not declared`]
  const media = content[type] ?? (type === '' ? undefined : content[`${type.split('/')[0]}/*`])
  if (media === undefined) return [`answers ${status} as ${type || 'nothing'}, which the document does not declare`]
  const about = { components: document.components.schemas, isTrimmed: path.includes('fields=') }
  const off = /json$/.test(type) ? conforms(media.schema, answer.json, about).slice(0, 3) : []
  return [
    ...off.map((complaint) => `answers ${status} off its schema: ${complaint.slice(0, 300)}`),
    ...(status < 400 ? [] : ofRefusal(answer)),
  ]
}

/** What no schema says of a refusal. */
function ofRefusal({ status, headers, json: { title, requestId, code, errors } }: Answer): string[] {
  const isToWait = status === 429 || status === 503 || code === 'request.inFlight'
  return [
    ...(title === '' ? ['refuses without a title'] : []),
    ...(typeof requestId === 'string' && requestId === headers.get('X-Request-Id') ? [] : ['names no request']),
    ...(code !== 'request.invalid' || Array.isArray(errors) ? [] : ['names no field']),
    ...(isToWait && !/^[1-9]\d*$/.test(headers.get('Retry-After') ?? '') ? ['does not say when to come again'] : []),
  ]
}
