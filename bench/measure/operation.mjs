/**
 * @typedef {object} Window what one program did during one window of time
 * @property {number} cpuMs processor time of its process for each operation, and for the orders among them
 * @property {number} generatorCpuMs processor time of the load generator for each operation
 * @property {number} ordersPerOperation whole checkouts for each operation, among reads
 * @property {number} rps operations a second
 * @property {number} p50 milliseconds
 * @property {number} p99 milliseconds
 *
 * @typedef {object} Asked
 * @property {import('../servers/programs.mjs').Server} server
 * @property {import('../servers/child.mjs').Child} generator
 * @property {string} key
 * @property {import('../load/operations.mjs').OperationName} operation
 * @property {number} concurrency
 * @property {number} seconds
 * @property {number} products
 * @property {number} seed
 * @property {number} every
 */

/**
 * Lets the generator work for some seconds, and reads the processor time of the server before and after: after means when also the
 * events, mails and index updates that the requests caused are done.
 * @param {Asked} asked
 * @returns {Promise<Window>}
 */
export async function measure({ server, generator, ...job }) {
  const before = await server.cpu()
  const { count, orders, seconds, cpuMs, p50, p99 } = await ran({ server, generator, job })
  const spent = (await server.cpu()) - before
  if (count === 0) throw new Error(`${job.operation} of ${server.name}: nothing was done in ${seconds} s`)
  const each = { cpuMs: spent / 1_000 / count, generatorCpuMs: cpuMs, ordersPerOperation: orders / count }
  return { ...each, rps: count / seconds, p50, p99 }
}

/**
 * @param {Pick<Asked, 'server' | 'generator'> & { job: Omit<import('../load/run.mjs').Job, 'url'> }} asked
 * @returns {Promise<import('../load/run.mjs').Ran>}
 */
async function ran({ server, generator, job }) {
  try {
    return await generator.ask({ job: { ...job, url: server.url } })
  } catch (error) {
    throw new Error(`${job.operation} of ${server.name}: ${error instanceof Error ? error.message : error}`)
  }
}
