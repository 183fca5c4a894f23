import Libsql from 'libsql'

/**
 * The least that can write the same rows: prepared statements of the synchronous binding, 64 lists of lines in one transaction with one
 * fsync. No savepoints, no guards, no queue.
 * @typedef {{ sql: string, args: readonly unknown[] }} Line
 */

const GROUP = 64

/**
 * @typedef {{ write: (lists: readonly (readonly Line[])[]) => void, close: () => void }} RawWriter
 *
 * @param {string} file
 * @returns {RawWriter}
 */
export function openRaw(file) {
  const database = new Libsql(file)
  for (const pragma of ['journal_mode = wal', 'synchronous = full', 'foreign_keys = on', 'cache_size = -65536'])
    database.exec(`pragma ${pragma}`)
  /** @type {Map<string, (args: readonly unknown[]) => unknown>} */
  const kept = new Map()
  const prepared = (/** @type {string} */ sql) => {
    const statement = database.prepare(sql)
    const run = (/** @type {readonly unknown[]} */ args) =>
      statement.reader ? statement.all(args) : statement.run(args)
    kept.set(sql, run)
    return run
  }
  return {
    write(lists) {
      database.exec('begin immediate')
      for (const lines of lists) for (const { sql, args } of lines) (kept.get(sql) ?? prepared(sql))(args)
      database.exec('commit')
    },
    close: () => database.close(),
  }
}

/**
 * Writes all lists in groups and measures it. Each list waits for its whole group, as a caller would.
 * @param {string} file
 * @param {readonly (readonly Line[])[]} lists
 */
export function measureRaw(file, lists) {
  const raw = openRaw(file)
  /** @type {number[]} */
  const times = []
  const cpu = process.cpuUsage()
  const started = performance.now()
  for (let at = 0; at < lists.length; at += GROUP) {
    const group = lists.slice(at, at + GROUP)
    const begun = performance.now()
    raw.write(group)
    const took = performance.now() - begun
    times.push(...group.map(() => took))
  }
  const seconds = (performance.now() - started) / 1_000
  const { user, system } = process.cpuUsage(cpu)
  raw.close()
  return { times, seconds, cpuUs: user + system }
}
