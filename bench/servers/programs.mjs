import { startChild } from './child.mjs'

/**
 * The programs under test: ours as production runs it, and the same answers by hand-written SQL over the stock client (`raw`) and over
 * prepared statements of the binding below it (`prepared`).
 * @typedef {'ours' | 'raw' | 'prepared'} ProgramName
 * @typedef {{ ours: string, raw: string, prepared: string }} Files databases of their own
 * @typedef {object} Server
 * @property {ProgramName} name
 * @property {number} pid
 * @property {string} url
 * @property {() => Promise<number>} cpu microseconds so far, once everything that requests have set off is done
 * @property {() => Promise<number>} memory resident bytes
 * @property {() => Promise<Record<string, number>>} statements how often each text of SQL ran; of servers that count
 * @property {() => Promise<void>} startProfile
 * @property {() => Promise<string>} stopProfile answers the path of the profile
 * @property {() => Promise<void>} stop
 */

/**
 * @param {ProgramName} name
 * @param {Files} files
 * @returns {import('./child.mjs').Program}
 */
function programOf(name, files) {
  if (name === 'ours') return { script: 'ours/server.mjs', args: [files.ours] }
  return { script: 'raw/server.mjs', args: [files[name], name === 'raw' ? 'stock' : 'prepared'] }
}

/**
 * Starts a program and waits until it listens.
 * @param {ProgramName} name
 * @param {Files} files
 * @param {string[]} [execArgv] options of Node
 * @returns {Promise<Server>}
 */
export async function startServer(name, files, execArgv = []) {
  const child = startChild({ ...programOf(name, files), execArgv })
  const { url } = await child.first
  const ask = (/** @type {import('./inside.mjs').Question} */ question) => () => child.ask({ question })
  return {
    name,
    url,
    pid: child.pid,
    cpu: ask('cpu'),
    memory: ask('memory'),
    statements: ask('statements'),
    startProfile: ask('startProfile'),
    stopProfile: ask('stopProfile'),
    stop: child.stop,
  }
}
