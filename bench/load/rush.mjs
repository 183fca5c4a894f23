import { createClient, WrongAnswer } from './client.mjs'
import { buy } from './operations.mjs'

/**
 * @typedef {{ url: string, key: string, buyers: number, line: { sku: string, amount: number } }} Rush
 * @typedef {{ placed: string[], refused: number, wrong: string[] }} Rushed numbers of orders, buyers who were told that nothing is left,
 * and what else was answered
 */

/**
 * So many buyers want one piece of the same thing at the same moment, each on a connection of his own.
 * @param {Rush} rush
 * @returns {Promise<Rushed>}
 */
export async function rush({ url, key, buyers, line }) {
  const { ask, close } = createClient({ url, key, connections: buyers })
  /** @type {Rushed} */
  const rushed = { placed: [], refused: 0, wrong: [] }
  const buyer = async () => {
    try {
      rushed.placed.push((await buy(ask, { ...line, quantity: 1 })).number)
    } catch (error) {
      if (error instanceof WrongAnswer && error.status === 409) rushed.refused += 1
      else rushed.wrong.push(error instanceof Error ? error.message : String(error))
    }
  }
  await Promise.all(Array.from({ length: buyers }, buyer))
  close()
  return rushed
}
