import { Agent, request } from 'node:http'

/**
 * @typedef {{ method?: string, path: string, token?: string, body?: unknown }} Ask
 * @typedef {{ status: number, text: Buffer }} Answer
 * @typedef {(ask: Ask) => Promise<Answer>} Client
 */

/**
 * A buyer's client: keep-alive connections, at most as many as there are buyers at once, and the same headers for every program.
 * @param {{ url: string, key: string, connections: number }} target
 * @returns {{ ask: Client, close: () => void }}
 */
export function createClient({ url, key, connections }) {
  const { hostname, port } = new URL(url)
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  /** @type {Client} */
  const ask = ({ method = 'GET', path, token, body }) =>
    new Promise((resolve, reject) => {
      const text = body === undefined ? undefined : JSON.stringify(body)
      /** @type {Record<string, string | number>} */
      const headers = { 'Vitrine-Key': key, Accept: 'application/json' }
      if (token !== undefined) headers['Vitrine-Cart'] = token
      if (text !== undefined) {
        headers['Content-Type'] = 'application/json'
        headers['Content-Length'] = Buffer.byteLength(text)
      }
      const asked = request({ hostname, port, method, path, headers, agent }, (response) => {
        /** @type {Buffer[]} */
        const chunks = []
        response.on('data', (chunk) => void chunks.push(chunk))
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks) }))
        response.on('error', reject)
      })
      asked.on('error', reject)
      asked.end(text)
    })
  return { ask, close: () => agent.destroy() }
}

/** An answer that was not asked for, with its status. */
export class WrongAnswer extends Error {
  /** @param {Answer} answer */
  constructor({ status, text }) {
    super(`answered ${status}: ${text.toString().slice(0, 500)}`)
    this.status = status
  }
}

/**
 * The JSON of an answer that must have this status. Throws with what came instead.
 * @param {Answer} answer
 * @param {number} status
 * @returns {any}
 */
export function expectJson(answer, status) {
  if (answer.status !== status) throw new WrongAnswer(answer)
  return JSON.parse(answer.text.toString())
}
