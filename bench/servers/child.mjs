import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set()

/** Ends every child at once; for the moment this process is interrupted. */
export function killAll() {
  for (const child of running) child.kill('SIGKILL')
}

/**
 * A process that answers questions over its channel.
 * @typedef {object} Child
 * @property {number} pid
 * @property {(message: object) => Promise<any>} ask rejects when it says so, or when it ends before
 * @property {Promise<any>} first the first message that is no answer
 * @property {() => Promise<void>} stop by SIGTERM, by SIGKILL after 15 s
 *
 * @typedef {{ script: string, args?: string[], execArgv?: string[] }} Program a script below bench/ and its arguments
 */

/**
 * @param {Program} program
 * @returns {Child}
 */
export function startChild({ script, args = [], execArgv = [] }) {
  const path = fileURLToPath(new URL(`../${script}`, import.meta.url))
  const child = fork(path, args, {
    execArgv,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, NODE_ENV: 'production' },
  })
  running.add(child)
  const ended = new Promise((resolve) => child.once('exit', resolve)).then(() => void running.delete(child))
  return { pid: Number(child.pid), ...channel(child, script), stop: () => stop(child, ended) }
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {string} name
 */
function channel(child, name) {
  /** @type {Map<number, { resolve: (value: any) => void, reject: (error: Error) => void }>} */
  const waiting = new Map()
  let last = 0
  const first = new Promise((resolve, reject) => {
    child.on('message', (/** @type {any} */ message) => {
      if (message.id === undefined) return resolve(message)
      const asked = waiting.get(message.id)
      waiting.delete(message.id)
      if (message.error === undefined) asked?.resolve(message.value)
      else asked?.reject(new Error(message.error))
    })
    child.once('exit', (code, signal) => {
      const error = new Error(`${name} ended (${signal ?? code})`)
      reject(error)
      for (const asked of waiting.values()) asked.reject(error)
    })
  })
  first.catch(() => undefined)
  const ask = (/** @type {object} */ message) =>
    new Promise((resolve, reject) => {
      last += 1
      waiting.set(last, { resolve, reject })
      child.send({ ...message, id: last })
    })
  return { first, ask }
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {Promise<void>} ended
 */
async function stop(child, ended) {
  child.kill('SIGTERM')
  const late = setTimeout(() => child.kill('SIGKILL'), 15_000)
  await ended
  clearTimeout(late)
}
