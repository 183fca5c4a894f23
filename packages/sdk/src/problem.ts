const MARK = Symbol.for('vitrine.shopProblem')

/** One invalid place in what was sent: `body.lines.0.quantity`, what kind of mistake, in words. */
export interface FieldError {
  readonly path: string
  readonly code: string
  readonly message: string
}

export interface ProblemInit {
  readonly code: string
  readonly title: string
  /** 0 when no answer came. */
  readonly status?: number
  readonly detail?: string | undefined
  readonly hint?: string | undefined
  readonly errors?: readonly FieldError[] | undefined
  readonly requestId?: string | undefined
  readonly extra?: unknown
  readonly retryAfter?: number | undefined
  readonly cause?: unknown
}

/** A refusal of the shop (problem+json, RFC 9457), or a failure on the way there (`client.…`). Tell them apart by `code`. */
export class ShopProblem<Code extends string = string, Extra = Readonly<Record<string, unknown>>> extends Error {
  declare readonly code: Code
  /** HTTP status; 0 when no answer came. */
  declare readonly status: number
  declare readonly title: string
  declare readonly detail: string | undefined
  /** What can be done about it. */
  declare readonly hint: string | undefined
  declare readonly errors: readonly FieldError[] | undefined
  /** To be quoted to those who run the shop. */
  declare readonly requestId: string | undefined
  /** Milliseconds after which the shop asked to try again. */
  declare readonly retryAfter: number | undefined
  /** What this code carries beside the words. */
  declare readonly extra: Extra

  constructor({ cause, ...init }: ProblemInit) {
    const { code, title, detail, hint, requestId } = init
    const words = [`${code}: ${detail ?? title}`, hint, requestId && `[${requestId}]`]
    super(words.filter(Boolean).join(' '), cause === undefined ? undefined : { cause })
    Object.assign(this, { name: 'ShopProblem', status: 0, extra: {}, [MARK]: true }, init)
  }
}

/** Tells problems from other errors, and by code: the extras are then typed. Works across copies of this package. */
export type ProblemGuard<Problems> = <Known extends keyof Problems & string>(
  error: unknown,
  ...codes: readonly Known[]
) => error is { [Code in Known]: ShopProblem<Code, Problems[Code]> }[Known]

export function guard(error: unknown, ...codes: readonly string[]): error is ShopProblem {
  if (typeof error !== 'object' || error === null || !(MARK in error)) return false
  return codes.length === 0 || codes.includes((error as unknown as ShopProblem).code)
}

/** The problem inside an answer that is not a success. */
export function refusalOf(response: Response, text: string): ShopProblem {
  const retryAfter = waitOf(response.headers.get('Retry-After'))
  const { type: _, instance: __, code, title, status, detail, hint, requestId, errors, ...extra } = members(text)
  if (typeof code !== 'string') return unexpected(response, retryAfter)
  const known = { code, title, status, detail, hint, requestId, errors } as ProblemInit
  return new ShopProblem({ ...known, status: response.status, extra, retryAfter })
}

export function unexpected({ status, url }: Response, retryAfter?: number): ShopProblem {
  return new ShopProblem({
    code: 'client.unexpected',
    title: 'This is not the answer of a Vitrine shop',
    status,
    detail: `${url} answered ${status} with something else than JSON of a shop.`,
    hint: 'Is `url` the address of the shop, without /store?',
    retryAfter,
  })
}

function members(text: string): Record<string, unknown> {
  try {
    const body: unknown = JSON.parse(text)
    return typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}

/** Retry-After is seconds or an HTTP date (RFC 9110, 10.2.3); milliseconds from now. */
function waitOf(header: string | null): number | undefined {
  if (header === null || header === '') return undefined
  const ms = /^\d+$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - Date.now()
  return Number.isNaN(ms) ? undefined : Math.max(0, ms)
}
