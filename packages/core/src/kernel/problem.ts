import type { GenericSchema, InferOutput } from 'valibot'

const PROBLEM = Symbol.for('vitrine.problem')

/** One invalid place in the input: where, what kind of mistake, in words. */
export interface FieldError {
  /** Dotted path from the root of what was sent: `body.lines.0.quantity`, `query.limit`. */
  readonly path: string
  readonly code: string
  readonly message: string
}

export interface ProblemInit {
  readonly code: string
  readonly status: number
  readonly title: string
  readonly detail?: string
  /** What the caller can do about it. */
  readonly hint?: string
  readonly errors?: readonly FieldError[]
  /** Typed members beside the standard ones, as declared by the problem's `extra` schema. */
  readonly extra?: Readonly<Record<string, unknown>>
  /** Response headers that belong to the answer, such as `Retry-After`. */
  readonly headers?: Readonly<Record<string, string>>
  readonly cause?: unknown
}

/** A refusal with a stable `code`, thrown on the server and answered as `application/problem+json` (RFC 9457). */
export class Problem extends Error {
  readonly [PROBLEM] = true
  readonly code: string
  readonly status: number
  readonly title: string
  readonly detail: string | undefined
  readonly hint: string | undefined
  readonly errors: readonly FieldError[] | undefined
  readonly extra: Readonly<Record<string, unknown>>
  readonly headers: Readonly<Record<string, string>>

  constructor(init: ProblemInit) {
    super(init.detail ?? init.title, init.cause === undefined ? undefined : { cause: init.cause })
    this.name = 'Problem'
    this.code = init.code
    this.status = init.status
    this.title = init.title
    this.detail = init.detail
    this.hint = init.hint
    this.errors = init.errors
    this.extra = init.extra ?? {}
    this.headers = init.headers ?? {}
  }
}

/** True for problems of any copy of this package: recognised by a registered symbol, not by class. */
export function isProblem(value: unknown): value is Problem {
  return typeof value === 'object' && value !== null && (value as { [PROBLEM]?: unknown })[PROBLEM] === true
}

export interface ProblemSpec {
  readonly status: number
  readonly title: string
  readonly hint?: string
  readonly extra?: GenericSchema
}

/** A declared problem: `throw problems.insufficient({ detail, extra })`. Its `spec` is listed in contracts and printed in OpenAPI. */
export interface ProblemType<Code extends string = string, Spec extends ProblemSpec = ProblemSpec> {
  (init?: ProblemDetails<Spec>): Problem
  readonly code: Code
  readonly spec: Spec
}

type Extra<Spec extends ProblemSpec> = Spec extends { extra: infer S extends GenericSchema }
  ? { readonly extra: InferOutput<S> }
  : { readonly extra?: never }

export type ProblemDetails<Spec extends ProblemSpec = ProblemSpec> = Omit<
  ProblemInit,
  'code' | 'status' | 'title' | 'extra'
> &
  Extra<Spec>

/**
 * Declares the error codes of a room. The code on the wire is `<room>.<name>`.
 * @example const problems = defineProblems('inventory', { insufficient: { status: 409, title: 'Not enough stock' } })
 */
export function defineProblems<const Room extends string, const Specs extends Record<string, ProblemSpec>>(
  room: Room,
  specs: Specs,
): { readonly [Name in keyof Specs & string]: ProblemType<`${Room}.${Name}`, Specs[Name]> } {
  const types = Object.entries(specs).map(([name, spec]) => [name, problemType(`${room}.${name}`, spec)])
  return Object.fromEntries(types)
}

function problemType(code: string, spec: ProblemSpec): ProblemType {
  const make = (init: ProblemDetails = {}) =>
    new Problem({
      ...(spec.hint === undefined ? {} : { hint: spec.hint }),
      ...init,
      code,
      status: spec.status,
      title: spec.title,
    })
  return Object.assign(make, { code, spec })
}

/** The JSON body of a problem: RFC 9457 members and ours, which no extra member can take the place of. */
export function problemBody(
  problem: Problem,
  about: { readonly instance?: string; readonly requestId?: string } = {},
): Record<string, unknown> {
  return {
    ...problem.extra,
    type: `/docs/problems/${problem.code}`,
    title: problem.title,
    status: problem.status,
    detail: problem.detail,
    instance: about.instance,
    code: problem.code,
    hint: problem.hint,
    requestId: about.requestId,
    errors: problem.errors,
  }
}
