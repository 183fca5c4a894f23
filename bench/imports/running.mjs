import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const program = fileURLToPath(new URL('./shop.mjs', import.meta.url))

/**
 * Starts the shop on a database file.
 * @param {string} file
 * @param {{ execArgv?: string[] }} [options]
 */
export async function startShop(file, { execArgv = [] } = {}) {
  const token = 'a-token-of-the-benchmark-long-enough'
  const child = fork(program, [file, token], { execArgv, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  /** @type {{ at: number, bytes: number }[]} */
  const memory = []
  child.on('message', (/** @type {{ memory?: number }} */ message) => {
    if (message.memory !== undefined) memory.push({ at: performance.now(), bytes: message.memory })
  })
  const until = async (/** @type {(message: any) => boolean} */ isIt) => {
    for (;;) {
      const [message] = await once(child, 'message')
      if (isIt(message)) return message
    }
  }
  const ask = async (/** @type {string} */ word) => {
    child.send(word)
    const { cpuMs } = await until(({ done }) => done === word)
    return /** @type {number} */ (cpuMs)
  }
  const { url } = await until((message) => message.url !== undefined)
  const headers = { authorization: `Bearer ${token}` }
  const admin = async (/** @type {string} */ path, /** @type {object} */ body) => {
    const json = { ...headers, 'content-type': 'application/json' }
    const answer = await fetch(`${url}/admin${path}`, { method: 'POST', headers: json, body: JSON.stringify(body) })
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`)
    return answer.json()
  }
  return {
    url,
    headers,
    memory,
    admin,
    /** Resolves when everything that was set off is done, with the milliseconds of processor time since the start. */
    idle: () => ask('idle'),
    async stop() {
      await ask('stop')
      if (child.exitCode === null) await once(child, 'exit')
    },
  }
}

/** @typedef {Awaited<ReturnType<typeof startShop>>} RunningShop */
