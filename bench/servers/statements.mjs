import Libsql from 'libsql'

/*
 * Counts SQL statements below whatever runs them: loaded before a server (`node --import`), it stands between the binding and its caller,
 * the stock client's too. A server that is measured for time never loads it.
 */

/** Statement text to how often it ran. @type {Map<string, number>} */
const counts = new Map()

const count = (/** @type {string} */ sql) => void counts.set(sql, (counts.get(sql) ?? 0) + 1)

/** @type {any} */
const database = Libsql.prototype
const { prepare, exec } = database

/** @param {string} sql */
database.prepare = function (sql) {
  const statement = prepare.call(this, sql)
  const counted = Object.getPrototypeOf(statement)
  statement.sql = sql
  if (counted.isCounted) return statement
  counted.isCounted = true
  for (const name of ['run', 'get', 'all', 'iterate']) {
    const original = counted[name]
    /** @param {unknown[]} args */
    counted[name] = function (...args) {
      /* `all` may be made of `iterate`: what is inside a counted call is not counted again. */
      if (this.isRunning) return original.apply(this, args)
      this.isRunning = true
      count(this.sql)
      try {
        return original.apply(this, args)
      } finally {
        this.isRunning = false
      }
    }
  }
  return statement
}

/** @param {string} sql */
database.exec = function (sql) {
  count(sql)
  return exec.call(this, sql)
}

Object.assign(globalThis, { benchStatements: () => Object.fromEntries(counts) })
