import { type CommandError, commandError, EXIT } from './command.ts'

/** A problem (RFC 9457) as the shop words it. */
export interface ProblemBody {
  readonly title?: string
  readonly detail?: string
  readonly hint?: string
  readonly code?: string
  readonly requestId?: string
  readonly errors?: readonly { readonly path: string; readonly message: string }[]
}

/** What the shop refused, in its own words. */
export function refused(body: ProblemBody, fallback = 'The shop refused'): CommandError {
  const fields = (body.errors ?? []).map(({ path, message }) => `${path.replace(/^(body|query)\./, '')} ${message}`)
  const { title = fallback, detail, hint, code, requestId } = body
  const why = fields.length > 0 ? fields.join('; ') : detail
  return commandError(`${title}${why === undefined ? '' : `: ${why}`}${code === undefined ? '' : ` (${code})`}`, {
    exitCode: EXIT.findings,
    hint: code === 'request.internal' && requestId !== undefined ? `Quote ${requestId} when you report this.` : hint,
    code,
    requestId,
  })
}

export async function refusal(response: Response): Promise<CommandError> {
  const body = (await response.json().catch(() => ({}))) as ProblemBody
  return refused(body, `The shop answered ${response.status}`)
}
