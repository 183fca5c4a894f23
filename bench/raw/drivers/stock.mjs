import { createClient } from '@libsql/client'
import { pragmas } from './pragmas.mjs'

/**
 * The stock client as its documentation has it. With one connection the pragmas reach every statement, and the client's own queue
 * keeps a batch whole: its statements run one after another with nothing between them.
 * @param {string} file
 * @returns {Promise<import('./driver.mjs').Driver>}
 */
export async function openStock(file) {
  const client = createClient({ url: `file:${file}`, concurrency: 1 })
  for (const pragma of pragmas) await client.execute(pragma)
  const { rows } = await client.execute('pragma synchronous')
  if (rows[0]?.synchronous !== 2) throw new Error('the stock client does not run with synchronous=FULL')
  return {
    all: async (sql, args) => (await client.execute({ sql, args })).rows,
    batch: async (lines) => (await client.batch(lines, 'write')).map((result) => result.rows),
    close: () => client.close(),
  }
}
