import { spawn } from 'node:child_process'
import { root } from './root.mjs'

/**
 * @typedef {object} Command
 * @property {string} command program to start
 * @property {string[]} [args]
 * @property {Record<string, string>} [env] added to the environment
 * @property {number} [timeoutMs] after which the whole process group is ended
 * @property {(text: string) => void} [stream] also receives the output while it comes
 *
 * @typedef {{ code: number, output: string, timedOut: boolean }} Finished
 */

/** What is captured is shown later, so the children are told whether colours will be seen. */
const colours = process.stdout.isTTY ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' }

/** @type {Set<(signal: NodeJS.Signals) => void>} */
const running = new Set()

/**
 * Ends every process group that is still running; for the moment the parent is interrupted.
 * @param {NodeJS.Signals} signal
 */
export function endAll(signal) {
  for (const end of running) end(signal)
}

/**
 * Runs a command from the repository's root and captures what it prints.
 * It never rejects: a command that cannot be started finishes with code 127.
 * @param {Command} command
 * @returns {Promise<Finished>}
 */
export function run({ command, args = [], env, timeoutMs = 600_000, stream }) {
  return new Promise((resolve) => {
    // A group of its own, so that a time limit also ends the grandchildren.
    const child = spawn(command, args, { cwd: root, env: { ...process.env, ...colours, ...env }, detached: true })
    let output = ''
    let timedOut = false
    const end = (/** @type {NodeJS.Signals} */ signal) => endGroup(child.pid, signal)
    const timer = setTimeout(() => {
      timedOut = true
      end('SIGKILL')
    }, timeoutMs)
    const take = (/** @type {Buffer} */ chunk) => {
      output += chunk
      stream?.(String(chunk))
    }
    const finish = (/** @type {number} */ code) => {
      clearTimeout(timer)
      running.delete(end)
      resolve({ code, output: timedOut ? `${output}\nEnded after ${timeoutMs / 1000} s.` : output, timedOut })
    }
    running.add(end)
    child.stdout.on('data', take)
    child.stderr.on('data', take)
    child.on('error', (error) => {
      output += error.message
      finish(127)
    })
    child.on('close', (code) => finish(code ?? 1))
  })
}

/**
 * @param {number | undefined} pid
 * @param {NodeJS.Signals} signal
 */
function endGroup(pid, signal) {
  if (pid === undefined) return
  try {
    process.kill(-pid, signal)
  } catch {
    // The group is gone already.
  }
}
