import { type Companion, type Context, insertInto, type Statement } from '../kernel/index.ts'
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

/** Marks audit rows among the lines of a command. */
const AUDIT = 'audit'

const insert = insertInto(auditLog)

/** The audit row of an admin write, to be put into the statements of the same command. */
export function audit(
  ctx: Pick<Context, 'newId' | 'now' | 'actor' | 'request'>,
  { action, subject, detail, commandId }: Audited,
): Statement {
  const row = {
    id: ctx.newId('aud'),
    at: ctx.now(),
    actorKind: ctx.actor.kind,
    actorId: ctx.actor.id,
    action,
    subject,
    detail: detail ?? null,
    requestId: ctx.request.id,
    commandId: commandId ?? null,
  }
  return insert(row, { touches: AUDIT })
}

const ID = /^[a-z]{2,6}_[0-9a-z]{26}$/

/** Every command of staff and keys has an audit row: one that its service did not write itself is added here. */
export const auditCompanion: Companion = (ctx, { id, name, statements, result }) => {
  const { kind } = ctx.actor
  if ((kind !== 'staff' && kind !== 'key') || statements.length === 0) return undefined
  if (statements.some(({ touches }) => touches === AUDIT)) return undefined
  return audit(ctx, { action: name, subject: idIn(result) ?? name, commandId: id })
}

/** The id of what was changed, as most commands answer it. */
function idIn(result: unknown): string | undefined {
  if (typeof result === 'string') return ID.test(result) ? result : undefined
  if (typeof result !== 'object' || result === null) return undefined
  for (const value of Object.values(result)) {
    const found = idIn(value)
    if (found !== undefined) return found
  }
  return undefined
}
