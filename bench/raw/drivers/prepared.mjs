import Libsql from 'libsql'
import { pragmas } from './pragmas.mjs'

/**
 * The synchronous binding below the stock client, with every statement prepared once: the least that SQL from Node costs here.
 * @param {string} file
 * @returns {Promise<import('./driver.mjs').Driver>}
 */
export async function openPrepared(file) {
  const db = new Libsql(file)
  for (const pragma of pragmas) db.exec(pragma)
  const [mode] = /** @type {import('./driver.mjs').Row[]} */ (db.prepare('pragma synchronous').all())
  if (mode?.synchronous !== 2) throw new Error('the binding does not run with synchronous=FULL')
  const all = statements(db)
  return {
    all: async (sql, args) => all(sql, args),
    close: () => void db.close(),
    async batch(lines) {
      db.exec('begin immediate')
      try {
        const results = lines.map(({ sql, args }) => all(sql, args))
        db.exec('commit')
        return results
      } catch (error) {
        db.exec('rollback')
        throw error
      }
    },
  }
}

/**
 * @param {InstanceType<typeof Libsql>} db
 * @returns {(sql: string, args: import('./driver.mjs').Value[]) => import('./driver.mjs').Row[]}
 */
function statements(db) {
  /** @type {Map<string, { statement: ReturnType<typeof db.prepare>, isReader: boolean }>} */
  const kept = new Map()
  return (sql, args) => {
    let found = kept.get(sql)
    if (found === undefined) {
      const statement = db.prepare(sql)
      found = { statement, isReader: statement.reader }
      kept.set(sql, found)
    }
    if (found.isReader) return /** @type {import('./driver.mjs').Row[]} */ (found.statement.all(args))
    found.statement.run(args)
    return []
  }
}
