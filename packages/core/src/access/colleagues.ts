import { asc, eq } from 'drizzle-orm'
import { type Context, query } from '../kernel/index.ts'
import { scopesOf } from './roles.ts'
import { staff } from './schema.ts'
import { allows } from './scopes.ts'

const active = query((q) =>
  q
    .select({ name: staff.name, email: staff.email, role: staff.role, scopes: staff.scopes })
    .from(staff)
    .where(eq(staff.status, 'active'))
    .orderBy(asc(staff.createdAt)),
)

export interface Colleague {
  readonly name: string
  readonly email: string
}

/** Active staff who may do this, for what the shop must tell somebody who can help. */
export async function staffWho(ctx: Pick<Context, 'db'>, scope: string): Promise<Colleague[]> {
  const members = await ctx.db.all(active, {})
  return members.filter((one) => allows(scopesOf(one), scope)).map(({ name, email }) => ({ name, email }))
}
