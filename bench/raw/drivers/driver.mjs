/**
 * All that the routes need of a database, so that both raw programs run the same SQL and differ in nothing else.
 * @typedef {string | number | null} Value
 * @typedef {{ sql: string, args: Value[] }} Line
 * @typedef {Record<string, any>} Row
 * @typedef {object} Driver
 * @property {(sql: string, args: Value[]) => Promise<Row[]>} all one statement, and its rows if it returns some
 * @property {(lines: Line[]) => Promise<Row[][]>} batch all lines in one write transaction, or none
 * @property {() => void} close
 */

/** @typedef {'stock' | 'prepared'} DriverName */

/**
 * @param {string} name
 * @returns {Promise<(file: string) => Promise<Driver>>}
 */
export async function driverNamed(name) {
  if (name === 'stock') return (await import('./stock.mjs')).openStock
  if (name === 'prepared') return (await import('./prepared.mjs')).openPrepared
  throw new Error(`there is no driver ${name}`)
}
