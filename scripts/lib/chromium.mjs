import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { run } from './run.mjs'

const minute = 60_000

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/**
 * The first program of these names on the path.
 * @param {string[]} programs
 * @returns {string | undefined}
 */
function find(...programs) {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return programs.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable)
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/**
 * Finds a Chromium for the browser tests, and installs Debian's when there is none.
 * @param {(text: string) => void} say
 * @returns {Promise<{ path: string } | { reason: string }>} the reason is a sentence for people
 */
export async function ensureChromium(say) {
  const path = process.env.CHROMIUM_PATH ?? find(...names)
  if (path) return isExecutable(path) ? { path } : { reason: `CHROMIUM_PATH is not a program: ${path}` }
  if (!find('apt-get')) return { reason: 'there is no Chromium, and no apt-get to install it' }
  if (process.getuid?.() !== 0) return { reason: 'there is no Chromium, and only root may install it' }
  return install(say)
}

/**
 * @param {(text: string) => void} say
 * @returns {Promise<{ path: string } | { reason: string }>}
 */
async function install(say) {
  say('Installing Chromium (apt-get, at most 5 minutes)\n')
  const script = 'apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium fonts-liberation'
  const { output, timedOut } = await run({
    command: 'sh',
    args: ['-c', script],
    env: { DEBIAN_FRONTEND: 'noninteractive' },
    timeoutMs: 5 * minute,
  })
  const path = find(...names)
  if (path && !timedOut) return { path }
  const last = output.trim().split('\n').at(-1) || 'apt-get brought no such program'
  return { reason: `Chromium could not be installed: ${timedOut ? 'it took more than 5 minutes' : last}` }
}
