import { spawn } from 'node:child_process'
import { constants } from 'node:os'

const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])
const sameKeyPressMs = 500

/**
 * Runs a program in this terminal, hands signals on to it, and answers its exit code (128 + n after signal n).
 * @param {{ command: string, args: string[], cwd: string, env?: Record<string, string> }} program
 * @returns {Promise<number>}
 */
export function relay({ command, args, cwd, env }) {
  // Its own group, so that Ctrl-C reaches it once, through us, and not a second time from the terminal.
  const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: 'inherit', detached: true })
  for (const signal of signals)
    process.on(
      signal,
      oncePerKeyPress(() => child.kill(signal)),
    )
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)))
  })
}

/**
 * npm hands on a signal that the terminal has sent us already: the second of such a pair is dropped.
 * @param {() => void} act
 */
function oncePerKeyPress(act) {
  let last = 0
  return () => {
    const now = Date.now()
    if (now - last > sameKeyPressMs) act()
    last = now
  }
}
