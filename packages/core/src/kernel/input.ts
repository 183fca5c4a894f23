import * as v from 'valibot'
import { unwrapped } from './inside.ts'
import { nearest } from './nearest.ts'
import type { FieldError } from './problem.ts'
import { problems } from './problems.ts'
import { isSecretAt } from './secret.ts'

/** Where one part of the input is parsed once, for every way in: HTTP, in process, tests. Throws `request.invalid`. */
export function parsePart(part: 'params' | 'query' | 'body', schema: v.GenericSchema, value: unknown): unknown {
  if (isStrayList(schema, value)) throw strayList(part)
  const parsed = v.safeParse(schema, value)
  if (parsed.success) return parsed.output
  throw invalid(part, parsed.issues, schema)
}

/** Valibot takes a list for an object without keys of its own; to a caller it is a mistake. */
function isStrayList(schema: v.GenericSchema, value: unknown): boolean {
  return Array.isArray(value) && (schema.type === 'strict_object' || schema.type === 'object')
}

function strayList(part: string) {
  const message = 'must be an object, received a list'
  return problems.invalid({ detail: `${part} ${message}`, errors: [{ path: part, code: 'object', message }] })
}

/** Turns valibot issues into a problem that names each field; with the schema, unknown keys get the nearest known one. */
export function invalid(part: string, issues: readonly v.BaseIssue<unknown>[], schema?: v.GenericSchema) {
  const errors = issues.slice(0, 50).map((issue) => fieldError(part, issue, schema))
  const [first] = errors
  return problems.invalid({
    errors,
    ...(first === undefined ? {} : { detail: `${first.path} ${first.message}` }),
    hint:
      errors.find(({ code }) => code === 'unknown')?.message.replace(/^is not known\. /, '') ??
      'Correct the fields named in errors and send it again.',
  })
}

function fieldError(part: string, issue: v.BaseIssue<unknown>, schema: v.GenericSchema | undefined): FieldError {
  const keys = (issue.path ?? []).map(({ key }) => String(key))
  const path = [part, ...keys].map(short).join('.')
  if (issue.expected === 'never') {
    const known = schema === undefined ? [] : keysAt(schema, keys.slice(0, -1))
    const meant = nearest(keys.at(-1) ?? '', known)
    const hint =
      meant === undefined ? (known.length > 0 ? `Known here: ${known.join(', ')}.` : '') : `Did you mean ${meant}?`
    return { path, code: 'unknown', message: `is not known. ${hint}`.trim() }
  }
  if (issue.received === 'undefined') return { path, code: 'required', message: 'is required' }
  const isHidden = schema !== undefined && isSecretAt(schema, keys)
  const message = issue.message.startsWith('Invalid') ? words(issue, keys, isHidden) : issue.message
  return { path, code: issue.type, message }
}

/** The keys that a schema declares at a place, whichever branch it takes to get there. */
function keysAt(schema: v.GenericSchema, path: readonly string[]): string[] {
  const inside = unwrapped(schema)
  const [key, ...rest] = path
  const branches = inside.options?.filter((option) => typeof option === 'object') ?? []
  if (branches.length > 0) return [...new Set(branches.flatMap((option) => keysAt(option, path)))]
  if (key === undefined) return Object.keys(inside.entries ?? {})
  const next = inside.entries?.[key] ?? inside.item ?? inside.value
  return next === undefined ? [] : keysAt(next, rest)
}

const SECRET = /password|secret|token|credential/i

/** Shows what was sent, except what may be a secret: a field that is called so, and a whole body, which may hold one. */
function words({ expected, received }: v.BaseIssue<unknown>, keys: readonly string[], isSecret: boolean): string {
  const isHidden = isSecret || keys.some((key) => SECRET.test(key)) || (keys.length === 0 && received.startsWith('"'))
  const shown = isHidden ? '' : short(received)
  if (expected === null) return isHidden ? 'is not accepted' : `is not accepted: ${shown}`
  return isHidden ? `must be ${expected}` : `must be ${expected}, received ${shown}`
}

function short(text: string): string {
  return text.length > 80 ? `${text.slice(0, 77)}…` : text
}
