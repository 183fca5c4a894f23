import { type App, coalesced, eitherSignal, isOn, list, OWED, SECOND, systemContext, wordsOf } from '../kernel/index.ts'
import { type Job, job } from './job.ts'
import { abandonJob, datesOfFree, finishJob, JOBS, LEASE, registerJobs, renewJobs, takeJob } from './leases.ts'
import { problems } from './problems.ts'
import { scheduleOf } from './schedule.ts'

export interface JobRunner {
  /** Runs a job at once and waits for it. Throws `jobs.unknown`, `jobs.running`, and what the job threw. */
  runNow(name: string): Promise<void>
  /** Resolves when every job that is due at this moment has run. */
  idle(): Promise<void>
  /** Starts nothing new, waits for what runs (aborting its signal after `grace` ms, default 5 000). */
  stop(options?: { grace?: number }): Promise<void>
}

interface Run {
  readonly name: string
  /** Never rejects. */
  readonly over: Promise<void>
}

interface Crew {
  readonly app: App
  readonly jobs: ReadonlyMap<string, Job>
  /** Runs of this process by the owner name of their lease. */
  readonly running: Map<string, Run>
  readonly closing: AbortController
  /** Time of the last look; infinite before the first. */
  lookedAt: number
  isStopped: boolean
}

const SWEEP = SECOND

/** Runs the jobs of the app when they are due. Several processes share them by leases. Resolves when new jobs have their first date. */
export async function startJobs(app: App): Promise<JobRunner> {
  const all = app.extensions.of(job)
  const jobs = new Map(all.map((found) => [found.name, found]))
  if (jobs.size < all.length) throw new Error('two jobs have the same name; a name is the key of one schedule')
  await registerJobs(app, all)
  const closing = new AbortController()
  const crew: Crew = { app, jobs, running: new Map(), closing, lookedAt: Number.POSITIVE_INFINITY, isStopped: false }
  /** One look at a time: with a database that does not answer they would pile up. */
  const wake = coalesced<void>(
    () => startDue(crew),
    () => undefined,
  )
  const unlisten = app.db.afterCommit((_command, touched) => {
    if (touched.has(JOBS)) wake()
  })
  const timers = [setInterval(() => wake(), SWEEP), setInterval(() => void renew(crew), LEASE / 3)]
  for (const timer of timers) timer.unref()
  return {
    runNow: (name) => runForced(crew, name),
    async idle() {
      await startDue(crew)
      await allOver(crew)
    },
    async stop({ grace = 5 * SECOND } = {}) {
      unlisten()
      for (const timer of timers) clearInterval(timer)
      await close(crew, grace)
    },
  }
}

/** Where the clock went back, a date that is too far away was written while it was ahead, and the job is due. */
async function startDue(crew: Crew): Promise<void> {
  if (crew.isStopped) return
  try {
    const now = crew.app.now()
    const hasGoneBack = now < crew.lookedAt
    crew.lookedAt = now
    const free = await crew.app.db.all(datesOfFree, { now })
    const due = free.flatMap(({ name, nextAt }) => {
      const found = crew.jobs.get(name)
      if (found === undefined || !isOn(found.power)) return []
      const isDue = nextAt <= now || (hasGoneBack && nextAt > scheduleOf(found).latest(now))
      return isDue ? [{ found, nextAt }] : []
    })
    await Promise.all(due.map(({ found, nextAt }) => start(crew, found, { nextAt })))
  } catch (err) {
    if (!crew.isStopped)
      crew.app.log.error({ err }, 'the jobs that are due could not be started; they are looked at again')
  }
}

const allOver = ({ running }: Crew) => Promise.all([...running.values()].map(({ over }) => over))

/** A run of this process goes on whatever became of its lease: the clock may have jumped over the end. */
const isRunningHere = ({ running }: Crew, name: string) => [...running.values()].some((run) => run.name === name)

/** Takes the lease and begins; resolves to the run, which never rejects, or to undefined when somebody else has it. */
async function start(crew: Crew, found: Job, { nextAt }: { nextAt: number | null }) {
  if (isRunningHere(crew, found.name)) return undefined
  const owner = crew.app.newId('run')
  if (!(await takeJob(crew.app, { name: found.name, owner, nextAt })) || crew.isStopped) return undefined
  const outcome = perform(crew, found, owner)
  const over = outcome.then(() => void crew.running.delete(owner))
  crew.running.set(owner, { name: found.name, over })
  return { outcome }
}

type Outcome = { readonly ok: true } | { readonly ok: false; readonly error: unknown }

async function perform({ app, closing }: Crew, found: Job, owner: string): Promise<Outcome> {
  const startedAt = app.now()
  const began = performance.now()
  const ctx = systemContext(app)
  const either = eitherSignal(closing.signal, found.power?.())
  let outcome: Outcome = { ok: true }
  try {
    await found.run({ ...ctx, request: { ...ctx.request, signal: either.signal } })
  } catch (error) {
    outcome = { ok: false, error }
    app.log.error({ err: error, job: found.name }, 'a job failed')
  } finally {
    either.end()
  }
  const wasTurnedOff = !outcome.ok && either.signal.aborted && !closing.signal.aborted
  const line = wasTurnedOff
    ? abandonJob({ name: found.name, owner })
    : finishJob({
        name: found.name,
        owner,
        now: app.now(),
        nextAt: scheduleOf(found).next(startedAt),
        outcome: outcome.ok ? 'succeeded' : 'failed',
        error: outcome.ok ? null : wordsOf(outcome.error),
        durationMs: Math.round(performance.now() - began),
      })
  try {
    await app.db.batch([line], OWED)
  } catch (err) {
    app.log.error(
      { err, job: found.name },
      'the end of a job could not be stored; it runs again when its lease has lapsed',
    )
  }
  return outcome
}

async function runForced(crew: Crew, name: string): Promise<void> {
  const found = crew.jobs.get(name)
  if (found === undefined) throw problems.unknown({ detail: `There is no job ${name}.` })
  if (!isOn(found.power)) throw problems.paused({ detail: `${name} is turned off.` })
  const started = await start(crew, found, { nextAt: null })
  if (started === undefined) throw problems.running({ detail: `${name} is running.` })
  const outcome = await started.outcome
  if (!outcome.ok) throw outcome.error
}

async function renew({ app, running }: Crew): Promise<void> {
  if (running.size === 0) return
  try {
    await app.db.batch([renewJobs({ owners: list([...running.keys()]), until: app.now() + LEASE })], OWED)
  } catch (err) {
    app.log.warn({ err }, 'the leases of jobs could not be renewed')
  }
}

async function close(crew: Crew, grace: number): Promise<void> {
  crew.isStopped = true
  const timer = setTimeout(() => crew.closing.abort(new Error('the shop is closing')), grace)
  await allOver(crew)
  clearTimeout(timer)
}
