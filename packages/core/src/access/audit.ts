import { type Context, insertInto, type Statement } from '../kernel/index.ts'
import { auditLog } from './schema.ts'

export interface Audited {
  /** What was done, as the command is named: `product.update`. */
  readonly action: string
  /** Id of what was changed. */
  readonly subject: string
  /** What changed, small and without secrets. */
  readonly detail?: unknown
  readonly commandId?: string
}

const insert = insertInto(auditLog)

/** The audit row of an admin write, to be put into the statements of the same command. */
export function audit(
  ctx: Pick<Context, 'newId' | 'now' | 'actor' | 'request'>,
  { action, subject, detail, commandId }: Audited,
): Statement {
  return insert({
    id: ctx.newId('aud'),
    at: ctx.now(),
    actorKind: ctx.actor.kind,
    actorId: ctx.actor.id,
    action,
    subject,
    detail: detail ?? null,
    requestId: ctx.request.id,
    commandId: commandId ?? null,
  })
}
