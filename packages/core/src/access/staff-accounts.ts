import { type Context, deleteFrom, insertInto, type Statement } from '../kernel/index.ts'
import { staffAccounts, staffSessions } from './schema.ts'

const upsert = insertInto(staffAccounts, { target: ['providerId', 'accountId'], update: ['password', 'updatedAt'] })

/** Gives a staff member a password, or another one. Make the hash before the command: it takes long on purpose. */
export function setPassword(ctx: Pick<Context, 'newId' | 'now'>, userId: string, hash: string): Statement {
  const now = ctx.now()
  return upsert({
    id: ctx.newId('acc'),
    accountId: userId,
    providerId: 'credential',
    userId,
    password: hash,
    createdAt: now,
    updatedAt: now,
  })
}

const removeSessions = deleteFrom(staffSessions)

/** Signs a staff member out everywhere. */
export const endSessions = (userId: string): Statement => removeSessions({ userId })
