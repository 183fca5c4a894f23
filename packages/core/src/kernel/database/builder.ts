import { drizzle } from 'drizzle-orm/sqlite-proxy'

/** Drizzle as a builder of SQL only: nothing ever runs through it. */
export const builder = drizzle(async () => {
  throw new Error('the query builder runs nothing; use db.all, db.get or db.run')
})

export type Builder = typeof builder
