import { sql } from 'drizzle-orm'
import { plain } from '../kernel/index.ts'

/* Statements that change nothing and refuse their command, through the CHECK of table `must`, when the shop would be left without anybody. */

/** Refuses when somebody has an account already. */
export const nobodyIsThere = plain(sql`insert into must select 0 where exists (select 1 from staff)`)

/** Refuses when no active owner would be left. */
export const anOwnerIsLeft = plain(sql`
  insert into must select 0 where not exists (select 1 from staff where role = 'owner' and status = 'active')`)
