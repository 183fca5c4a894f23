import { afterEach, describe, expect, it } from 'vitest'
import {
  type App,
  commands,
  contribute,
  createExtensions,
  DAY,
  insertInto,
  iso,
  SECOND,
  systemContext,
} from '../kernel/index.ts'
import { openTestApp, type TestApp } from '../testing/index.ts'
import { parseCron } from './cron.ts'
import { pruneCommands } from './housekeeping.ts'
import { type Job, job } from './job.ts'
import { type JobRunner, startJobs } from './runner.ts'
import { listJobs, requestRun } from './service.ts'

let test: TestApp
const opened: TestApp[] = []
let runners: JobRunner[] = []

async function open(...jobs: Job[]): Promise<App> {
  test = await openTestApp({ contributes: jobs.map((found) => contribute(job, found)) })
  opened.push(test)
  return test.app
}

async function start(app: App): Promise<JobRunner> {
  const runner = await startJobs(app)
  runners.push(runner)
  return runner
}

afterEach(async () => {
  for (const runner of runners) await runner.stop({ grace: 0 })
  runners = []
  for (const one of opened.splice(0)) await one.close()
})

describe('a job', () => {
  it('runs when it is due, again after its length of time, and tells how it went', async () => {
    let runs = 0
    const app = await open({
      name: 'test/count',
      every: '1m',
      run: () => {
        runs += 1
      },
    })
    const runner = await start(app)
    await runner.idle()
    test.clock.advance(30 * SECOND)
    await runner.idle()
    expect(runs).toBe(1)
    test.clock.advance(30 * SECOND)
    await runner.idle()
    expect(runs).toBe(1)
    test.clock.advance(33 * SECOND)
    await runner.idle()
    expect(runs).toBe(2)
    const { items } = await listJobs(systemContext(app))
    expect(items).toMatchObject([{ name: 'test/count', outcome: 'succeeded', runs: 2, failures: 0, isRunning: false }])
  })

  it('keeps its error and comes back at its next date when it fails', async () => {
    const app = await open({ name: 'test/fail', every: '1m', run: () => Promise.reject(new Error('no route')) })
    const runner = await start(app)
    test.clock.advance(30 * SECOND)
    await runner.idle()
    const [found] = (await listJobs(systemContext(app))).items
    expect(found).toMatchObject({ outcome: 'failed', error: 'no route', failures: 1 })
    expect(Date.parse(found?.nextAt ?? '')).toBeGreaterThan(test.clock.now())
    await expect(runner.runNow('test/fail')).rejects.toThrow('no route')
  })

  it('never overlaps itself, not even when it is asked to run at once', async () => {
    let release: (() => void) | undefined
    let most = 0
    let now = 0
    const app = await open({
      name: 'test/long',
      every: '1s',
      run: async () => {
        now += 1
        most = Math.max(most, now)
        await new Promise<void>((resolve) => {
          release = resolve
        })
        now -= 1
      },
    })
    const runner = await start(app)
    const first = runner.runNow('test/long')
    await expect.poll(() => now).toBe(1)
    await expect(runner.runNow('test/long')).rejects.toMatchObject({ code: 'jobs.running' })
    await expect(requestRun(systemContext(app), 'test/long')).rejects.toMatchObject({ code: 'jobs.running' })
    test.clock.advance(5 * SECOND)
    release?.()
    await first
    expect(most).toBe(1)
    await expect(runner.runNow('test/none')).rejects.toMatchObject({ code: 'jobs.unknown' })
  })

  it('is started by whoever asks for it on the admin surface', async () => {
    let runs = 0
    const app = await open({
      name: 'test/asked',
      every: '1d',
      run: () => {
        runs += 1
      },
    })
    await start(app)
    await requestRun(systemContext(app), 'test/asked')
    await expect.poll(() => runs, { timeout: 500, interval: 5 }).toBe(1)
  })

  it('is told to stop when the shop closes, and the shop waits for it', async () => {
    let ended = false
    const app = await open({
      name: 'test/stop',
      every: '1d',
      run: (ctx) =>
        new Promise((resolve) =>
          ctx.request.signal?.addEventListener('abort', () => {
            ended = true
            resolve()
          }),
        ),
    })
    const runner = await start(app)
    const run = runner.runNow('test/stop')
    await expect.poll(async () => (await listJobs(systemContext(app))).items[0]?.isRunning).toBe(true)
    await runner.stop({ grace: 10 })
    await run
    expect(ended).toBe(true)
  })
})

describe('a clock that jumps a day ahead and back', () => {
  it('does not begin a job a second time that is running', async () => {
    let runs = 0
    let finish = () => {}
    const app = await open({
      name: 'test/jump',
      every: '1m',
      run: () => {
        runs += 1
        return new Promise((resolve) => {
          finish = resolve
        })
      },
    })
    const runner = await start(app)
    const first = runner.runNow('test/jump')
    await expect.poll(() => runs).toBe(1)
    for (const jump of [DAY, -DAY]) {
      test.clock.advance(jump)
      await expect(runner.runNow('test/jump')).rejects.toMatchObject({ code: 'jobs.running' })
    }
    finish()
    await first
    expect(runs).toBe(1)
  })

  it('does not make a job wait for the day that it has jumped', async () => {
    let runs = 0
    const app = await open({ name: 'test/late', every: '1m', run: () => void runs++ })
    const runner = await start(app)
    test.clock.advance(DAY)
    await runner.idle()
    test.clock.advance(-DAY)
    await runner.idle()
    expect(runs).toBe(2)
    test.clock.advance(30 * SECOND)
    await runner.idle()
    expect(runs).toBe(2)
    test.clock.advance(35 * SECOND)
    await runner.idle()
    expect(runs).toBe(3)
  })
})

describe('two processes on one database', () => {
  it('run a due job once, and take over the job of one that died', async () => {
    const ran: string[] = []
    const counting = (who: string): Job => ({ name: 'test/shared', every: '1m', run: () => void ran.push(who) })
    const app = await open(counting('first'))
    const other: App = { ...app, extensions: createExtensions([contribute(job, counting('second'))]) }
    const [first, second] = [await start(app), await start(other)]
    test.clock.advance(30 * SECOND)
    await Promise.all([first.idle(), second.idle()])
    expect(ran).toHaveLength(1)
    test.clock.advance(70 * SECOND)
    const dead = 'update jobs set lease_owner = ?, lease_until = ? where name = ?'
    await app.db.batch([{ sql: dead, args: ['run_of_the_dead', test.clock.now() + 30 * SECOND, 'test/shared'] }])
    await second.idle()
    expect(ran).toHaveLength(1)
    test.clock.advance(31 * SECOND)
    await second.idle()
    expect(ran).toHaveLength(2)
  })
})

describe('cron lines', () => {
  const next = (line: string, after: string) => iso(parseCron(line).next(Date.parse(after)))

  it('name the next minute in UTC', () => {
    expect(next('0 3 * * *', '2026-06-01T10:00:00Z')).toBe('2026-06-02T03:00:00.000Z')
    expect(next('*/15 * * * *', '2026-06-01T10:15:00Z')).toBe('2026-06-01T10:30:00.000Z')
    expect(next('30 8-10/2 * * 1-5', '2026-06-05T10:30:00Z')).toBe('2026-06-08T08:30:00.000Z')
    expect(next('0 0 29 2 *', '2026-06-01T10:00:00Z')).toBe('2028-02-29T00:00:00.000Z')
    expect(next('5,50 0 1 1 *', '2026-12-31T23:59:59Z')).toBe('2027-01-01T00:05:00.000Z')
    expect(next('0 12 * * 7', '2026-06-01T10:00:00Z')).toBe('2026-06-07T12:00:00.000Z')
  })

  it('mean either day when both kinds of day are given', () => {
    expect(next('0 0 13 * 5', '2026-06-01T10:00:00Z')).toBe('2026-06-05T00:00:00.000Z')
    expect(next('0 0 13 * 5', '2026-06-12T10:00:00Z')).toBe('2026-06-13T00:00:00.000Z')
  })

  it.each(['* * * *', '60 * * * *', '5-1 * * * *', '*/0 * * * *', 'a * * * *', '0 0 31 2 *', '0 0 0 * *'])(
    'are refused when they make no sense: %s',
    (line) => {
      expect(() => parseCron(line)).toThrow(RangeError)
    },
  )
})

describe('housekeeping', () => {
  it('forgets commands after 30 days and keeps younger ones', async () => {
    const app = await open()
    const insert = insertInto(commands)
    const now = test.clock.now()
    await app.db.batch([
      insert({ id: 'old', name: 'x', at: now - 31 * DAY }),
      insert({ id: 'young', name: 'x', at: now - 29 * DAY }),
    ])
    expect(await pruneCommands(systemContext(app))).toBe(1)
    expect(await app.db.findCommand('old')).toBeUndefined()
    expect(await app.db.findCommand('young')).toBeDefined()
  })
})

describe('a job that is turned off', () => {
  it('does not start, tells so, and runs when it is on again', async () => {
    let runs = 0
    let power = new AbortController()
    const app = await open({ name: 'test/off', every: '1m', run: () => void runs++, power: () => power.signal })
    const runner = await start(app)
    power.abort()
    test.clock.advance(5 * 60 * SECOND)
    await runner.idle()
    expect(runs).toBe(0)
    expect((await listJobs(systemContext(app))).items).toMatchObject([{ name: 'test/off', isPaused: true, runs: 0 }])
    await expect(runner.runNow('test/off')).rejects.toMatchObject({ code: 'jobs.paused' })
    await expect(requestRun(systemContext(app), 'test/off')).rejects.toMatchObject({ code: 'jobs.paused' })
    power = new AbortController()
    await runner.idle()
    expect(runs).toBe(1)
  })

  it('is told while it runs, has not failed by that, and comes back', async () => {
    let runs = 0
    let power = new AbortController()
    const run: Job['run'] = ({ request: { signal } }) => {
      runs += 1
      return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)))
    }
    const app = await open({ name: 'test/cut', every: '1m', run, power: () => power.signal })
    const runner = await start(app)
    const first = runner.runNow('test/cut')
    await expect.poll(() => runs).toBe(1)
    power.abort(new Error('off'))
    await expect(first).rejects.toThrow('off')
    expect((await listJobs(systemContext(app))).items).toMatchObject([{ outcome: null, failures: 0, isRunning: false }])
    power = new AbortController()
    test.clock.advance(60 * SECOND)
    const again = runner.idle()
    await expect.poll(() => runs).toBe(2)
    power.abort(new Error('off'))
    await again
  })
})
