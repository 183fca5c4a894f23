import type { Actor } from '../kernel/index.ts'
import { requestProblems } from '../kernel/index.ts'
import { problems } from './problems.ts'

/**
 * Whether scopes cover what an endpoint asks for. `*` covers everything, `catalog:*` the area, `*:read` all reading,
 * and writing implies reading.
 */
export function allows(scopes: readonly string[], wanted: string): boolean {
  const [area = '', action = ''] = wanted.split(':')
  if (scopes.includes('*') || scopes.includes(wanted) || scopes.includes(`${area}:*`)) return true
  return action === 'read' && (scopes.includes('*:read') || scopes.includes(`${area}:write`))
}

/** Throws `request.forbidden`, naming the scope that is missing. */
export function requireScope(actor: Actor, scope: string): void {
  if (allows(actor.scopes, scope)) return
  throw requestProblems.forbidden({
    detail: `This needs the scope ${scope}.`,
    hint: 'Ask an owner for a role or key with this scope.',
  })
}

/** Nobody hands on more than he has. Throws `access.beyondScopes`. */
export function requireGrantable(actor: Actor, scopes: readonly string[]): void {
  const beyond = scopes.filter((scope) => !allows(actor.scopes, scope))
  if (beyond.length > 0) throw problems.beyondScopes({ detail: `You do not have ${beyond.join(', ')}.` })
}
