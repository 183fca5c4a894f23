import type { Hono } from 'hono'
import * as v from 'valibot'
import { runSeed, seeded } from '../seed.ts'
import { createBuckets } from './buckets.ts'
import { type ControlParts, createControl } from './control.ts'
import { createDue, type Due } from './due.ts'
import { createFaults, type Faults } from './faults.ts'
import type { HookDelivery } from './hook-sender.ts'
import { createHooks, type Hooks } from './hooks.ts'
import { type CallFilter, type Counted, createJournal, type Journal, type SandboxCall } from './journal.ts'
import { type Knobs, type KnobsInput, KnobsSchema, turned } from './knobs.ts'
import type { Acting, Actions, Kit, Platform } from './platform.ts'
import { type Ends, faultAnswer, listen } from './serving.ts'
import { createVersions } from './versions.ts'

export interface SandboxOptions {
  /** 0, the default, is any free one. */
  readonly port?: number
  readonly knobs?: KnobsInput
  /** Of everything that happens by chance; `VITRINE_SEED`, or another each time. */
  readonly seed?: number
  /** Milliseconds; the clock of tokens, reviews and signatures. */
  readonly now?: () => number
  /** For the messages to the shop. */
  readonly fetch?: typeof globalThis.fetch
}

export interface Sandbox<A> {
  /** Its page; a platform's contract is below it. */
  readonly url: string
  readonly seed: number
  /** What people do at the platform: order, edit, cancel, moderate. */
  readonly act: Acting<A>
  readonly knobs: () => Knobs
  /** Turns some knobs; rules of `faults` replace those of before. */
  turn(knobs: KnobsInput): void
  /** All faults off. */
  calm(): void
  /** The newest 20 000. */
  calls(filter?: CallFilter): SandboxCall[]
  /** Counts calls from now on, however many come: when they come, and anew when they are answered. */
  counter(isCounted: Counted): () => number
  /** Rejects with what came instead when it takes longer than `timeout` (5 s). */
  waitForCalls(filter: CallFilter & { readonly count?: number; readonly timeout?: number }): Promise<SandboxCall[]>
  readonly deliveries: () => readonly HookDelivery[]
  /** Sends a message again, with its id of before. */
  replay(id: string): void
  /** Resolves when nothing came for a while (100 ms), and no message to the shop is on its way. */
  settle(wait?: { readonly quiet?: number; readonly timeout?: number }): Promise<void>
  stop(): Promise<void>
}

/** Opens a platform as a real HTTP server on this machine, as well or as badly behaved as its knobs say. */
export async function openSandbox<A extends Actions>({
  platform,
  port = 0,
  knobs: first = {},
  seed = runSeed(),
  now: clock = Date.now,
  fetch = globalThis.fetch,
}: SandboxOptions & { readonly platform: Platform<A> }): Promise<Sandbox<A>> {
  const random = seeded(seed)
  let knobs = v.parse(KnobsSchema, first)
  const now = () => clock() + knobs.skew
  const faults = createFaults({ random, latency: () => knobs.latency })
  const [journal, due] = [createJournal(now), createDue(now)]
  faults.load(knobs.faults)
  const hooks = createHooks({ now, random, knobs: () => knobs, fetch })
  let url = ''
  const kit = kitOf({ now, random, knobs: () => knobs, url: () => url, hooks, due, platform })
  const { routes, actions, view } = platform.open(kit)
  const act = acting(actions)
  const sandbox: Omit<Sandbox<A>, 'url' | 'stop'> = {
    seed,
    act,
    knobs: () => knobs,
    turn(turn) {
      knobs = turned(knobs, turn)
      if (turn.faults !== undefined) faults.load(knobs.faults)
    },
    calm: () => sandbox.turn({ ...v.parse(KnobsSchema, {}) }),
    calls: journal.calls,
    counter: journal.counter,
    waitForCalls: journal.waitForCalls,
    deliveries: hooks.deliveries,
    replay: hooks.replay,
    settle: (wait) => settle({ journal, hooks, due }, wait),
  }
  const control = createControl({ sandbox, actions: act, view, title: platform.title } as ControlParts)
  const answer = answersOf({ routes, platform, journal, faults, due, now })
  const listening = await listen({
    port,
    answers: (request, ends) => (isControl(request) ? control.fetch(request) : answer(request, ends)),
  })
  url = listening.url
  const stop = async () => {
    hooks.close()
    due.close()
    await listening.stop()
  }
  return { ...sandbox, url, stop }
}

function isControl(request: Request): boolean {
  const { pathname } = new URL(request.url)
  return pathname === '/' || pathname === '/favicon.ico' || pathname.startsWith('/sandbox/')
}

/** Each action as a function; what does not fit its input is thrown before anything happens. */
function acting<A extends Actions>(actions: A): Acting<A> {
  const functions = Object.entries(actions).map(([name, { input, run }]) => [
    name,
    (given: unknown) => run(v.parse(input, given) as never),
  ])
  return Object.fromEntries(functions) as Acting<A>
}

function kitOf({
  hooks,
  due,
  platform,
  ...given
}: Pick<Kit, 'now' | 'random' | 'knobs' | 'url'> & {
  readonly hooks: Hooks
  readonly due: Due
  readonly platform: Pick<Platform<never>, 'rates'>
}): Kit {
  let ids = 0
  const newId = (prefix: string) => {
    ids += 1
    return `${prefix}_${String(ids).padStart(9, '0')}`
  }
  const { now, knobs } = given
  return {
    ...given,
    newId,
    versions: () => createVersions({ now, staleness: () => knobs().staleness }),
    buckets: createBuckets({ now, knobs, rates: platform.rates ?? {} }),
    later: due.later,
    deliveries: hooks.deliveries,
    tell(target, message) {
      if (target !== undefined) hooks.send(target, { id: newId('msg'), ...message })
    },
  }
}

interface Answering {
  readonly routes: Hono
  readonly platform: Pick<Platform<never>, 'failure'>
  readonly journal: Journal
  readonly faults: Faults
  readonly due: Due
  readonly now: () => number
}

/** A call of the platform's contract: written down, delayed, and done or not done as its fate says. */
function answersOf({ routes, platform, journal, faults, due, now }: Answering) {
  return async (request: Request, ends: Ends): Promise<Response> => {
    const { pathname: path, search: query } = new URL(request.url)
    const { method, headers } = request
    const body = method === 'GET' || method === 'HEAD' ? null : await request.arrayBuffer()
    const text = body === null ? null : new TextDecoder().decode(body)
    const end = journal.begin({ method, path, query, body: text, bytes: body?.byteLength ?? 0 })
    const { latency, fault } = faults.fate({ method, path })
    if (latency > 0) await new Promise((resolve) => setTimeout(resolve, latency))
    due.runDue()
    const ask = async () => routes.fetch(new Request(request.url, { method, headers, body }))
    const right = fault === undefined || fault.isApplied ? await ask() : undefined
    if (fault === undefined && right !== undefined) {
      end({ status: right.status, fault: null })
      return right
    }
    const isSilent = fault?.answer === 'reset' || fault?.answer === 'timeout'
    if (isSilent) end({ status: null, fault: nameOf(fault) })
    const answer = await faultAnswer(fault as NonNullable<typeof fault>, {
      right,
      ends,
      failure: platform.failure,
      now,
    })
    if (!isSilent) end({ status: answer.status, fault: fault === undefined ? null : nameOf(fault) })
    return answer
  }
}

function nameOf(fault: { readonly answer: string; readonly isApplied: boolean; readonly status?: number }): string {
  return `${fault.status ?? fault.answer}${fault.isApplied ? ' after it was done' : ''}`
}

async function settle(
  { journal, hooks, due }: { readonly journal: Journal; readonly hooks: Hooks; readonly due: Due },
  { quiet = 100, timeout = 10_000 }: { readonly quiet?: number; readonly timeout?: number } = {},
): Promise<void> {
  const end = performance.now() + timeout
  const isBusy = () => journal.open() > 0 || journal.quiet() < quiet || hooks.waiting() > 0 || due.waiting() > 0
  while (isBusy()) {
    if (performance.now() > end) {
      const waits = `${journal.open()} calls, ${hooks.waiting()} messages and ${due.waiting()} reviews are under way`
      throw new Error(`the sandbox did not settle in ${timeout} ms: ${waits}`)
    }
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
