import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * What the parent asks a server under test, and what it answers:
 * `cpu`: microseconds of processor time of the whole process so far, once everything that requests have set off is done;
 * `memory`: bytes that are resident;
 * `statements`: how often each text of SQL ran, once everything is done, when the process was started to count them;
 * `startProfile`, `stopProfile`: the path of a CPU profile of the time between them.
 * @typedef {'cpu' | 'memory' | 'statements' | 'startProfile' | 'stopProfile'} Question
 */

/**
 * Tells the parent where this process listens, and answers what it asks.
 * @param {{ url: string, settle?: () => Promise<void> }} server
 */
export function answerParent({ url, settle = async () => undefined }) {
  const say = (/** @type {object} */ message) => process.send?.(message)
  const answers = {
    async cpu() {
      await settle()
      const { user, system } = process.cpuUsage()
      return user + system
    },
    memory: async () => process.memoryUsage.rss(),
    async statements() {
      await settle()
      return /** @type {any} */ (globalThis).benchStatements()
    },
    startProfile: async () => void (await profiler.start()),
    stopProfile: () => profiler.stop(),
  }
  process.on('message', (/** @type {{ id: number, question: Question }} */ { id, question }) => {
    answers[question]().then(
      (value) => say({ id, value }),
      (error) => say({ id, error: String(error) }),
    )
  })
  process.on('disconnect', () => process.exit(0))
  say({ url })
}

/** Of this process; loaded when it is asked for, so that it costs nothing otherwise. */
const profiler = {
  /** @type {import('node:inspector/promises').Session | undefined} */
  session: undefined,
  async start() {
    const { Session } = await import('node:inspector/promises')
    this.session = new Session()
    this.session.connect()
    await this.session.post('Profiler.enable')
    await this.session.post('Profiler.setSamplingInterval', { interval: 200 })
    await this.session.post('Profiler.start')
  },
  async stop() {
    if (this.session === undefined) throw new Error('no profile was begun')
    const { profile } = await this.session.post('Profiler.stop')
    this.session.disconnect()
    const file = join(tmpdir(), `vitrine-${process.pid}-${Date.now()}.cpuprofile`)
    writeFileSync(file, JSON.stringify(profile))
    return file
  },
}
