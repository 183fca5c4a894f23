import { setMaxListeners } from 'node:events'
import { type App, eitherSignal, isOn, list, OWED } from '../kernel/index.ts'
import {
  consumersBehind,
  doneByAll,
  headNumber,
  LEASE,
  LOOK,
  namesAfter,
  releaseConsumers,
  renewConsumers,
} from './consumers.ts'
import { IDLE_STEP, workOff } from './lane.ts'
import { consumersWithDue } from './parked.ts'
import type { Subscription } from './subscription.ts'

/** The work of one process: a lane per subscription, and how far it has looked for something to do. */
export interface Desk {
  readonly app: App
  readonly owner: string
  readonly closing: AbortController
  readonly lanes: readonly Lane[]
  looked: number
  isStopped: boolean
}

interface Lane {
  readonly subscription: Subscription
  working: Promise<void> | undefined
  isWanted: boolean
  /** Something that failed may be tried again now. */
  isDue: boolean
  /** Another process had it, or it failed: the next sweep looks again. */
  isPutOff: boolean
  /** Worked since the leases were renewed. */
  isWarm: boolean
}

/**
 * Begins to look after what all of the subscriptions have done, so that a start does not read the whole outbox; those that are turned off
 * look for themselves when they are on again.
 */
export async function openDesk(app: App, subscriptions: readonly Subscription[]): Promise<Desk> {
  const running = subscriptions.filter(({ power }) => isOn(power))
  const looked = await doneByAll(app, running)
  const lanes = subscriptions.map((subscription): Lane => {
    const isWanted = !running.includes(subscription)
    return { subscription, working: undefined, isWanted, isDue: isWanted, isPutOff: false, isWarm: false }
  })
  const closing = new AbortController()
  // Every delivery under way listens.
  setMaxListeners(0, closing.signal)
  return { app, owner: app.newId('proc'), closing, lanes, looked, isStopped: false }
}

/** Finds the lanes that have something to do and starts them. A sweep also looks where nothing new was announced. */
export async function look(desk: Desk, { isSweep }: { readonly isSweep: boolean }): Promise<void> {
  if (desk.isStopped) return
  try {
    const fresh = await news(desk)
    const { due, behind } = isSweep ? await leftBehind(desk) : NOTHING
    for (const lane of desk.lanes) {
      const { name, events } = lane.subscription
      if (due.has(name)) lane.isDue = true
      if ((isSweep && lane.isPutOff) || lane.isDue || behind.has(name) || events.some((event) => fresh.has(event)))
        lane.isWanted = true
    }
  } catch (err) {
    if (!desk.isStopped) desk.app.log.error({ err }, 'the dispatcher could not look for events; it looks again')
  }
  for (const lane of desk.lanes)
    if (lane.isWanted && lane.working === undefined && canWork(desk, lane)) lane.working = work(desk, lane)
}

function canWork({ isStopped }: Desk, { subscription: { power } }: Lane): boolean {
  return !isStopped && isOn(power)
}

/** Names of the events that came since the last look. */
async function news(desk: Desk): Promise<Set<string>> {
  const fresh = new Set<string>()
  for (let isMore = true; isMore; ) {
    const rows = await desk.app.db.all(namesAfter, { after: desk.looked })
    for (const { name } of rows) fresh.add(name)
    desk.looked = Math.max(desk.looked, rows.at(-1)?.number ?? 0)
    isMore = rows.length === LOOK
  }
  return fresh
}

const NOTHING = { due: new Set<string>(), behind: new Set<string>() }

/** Consumers with a retry due, and consumers whose cursor is far behind the head. */
async function leftBehind({ app: { db, now }, looked }: Desk): Promise<typeof NOTHING> {
  const due = await db.all(consumersWithDue, { now: now() })
  const behind = looked > IDLE_STEP ? await db.all(consumersBehind, { number: looked - IDLE_STEP }) : []
  return { due: new Set(due.map(({ consumer }) => consumer)), behind: new Set(behind.map(({ name }) => name)) }
}

async function headOf({ app }: Desk): Promise<number> {
  return (await app.db.get(headNumber))?.number ?? 0
}

async function work(desk: Desk, lane: Lane): Promise<void> {
  const { app, owner } = desk
  while (lane.isWanted && canWork(desk, lane)) {
    const { isDue } = lane
    const closing = eitherSignal(desk.closing.signal, lane.subscription.power?.())
    lane.isWanted = false
    lane.isDue = false
    lane.isWarm = true
    try {
      const { held } = await workOff({
        app,
        subscription: lane.subscription,
        owner,
        closing: closing.signal,
        isDue,
      })
      lane.isPutOff = !held
      if (!isOn(lane.subscription.power)) {
        lane.isWanted = true
        lane.isDue = true
      }
    } catch (err) {
      lane.isPutOff = true
      app.log.error(
        { err, subscription: lane.subscription.name },
        'a lane of the dispatcher broke off; it starts again',
      )
    } finally {
      closing.end()
    }
  }
  lane.working = undefined
}

/** Resolves when nothing is left that can be done at this moment. */
export async function settle(desk: Desk): Promise<void> {
  for (let isSweep = true; !desk.isStopped; isSweep = false) {
    await look(desk, { isSweep })
    const working = desk.lanes.flatMap((lane) => lane.working ?? [])
    if (working.length === 0 && (await headOf(desk)) === desk.looked) return
    await Promise.all(working)
  }
}

/** Keeps the leases of lanes that worked lately; the others lapse and are free to any process. */
export async function renew({ app, owner, lanes }: Desk): Promise<void> {
  const names = lanes.filter(({ isWarm }) => isWarm).map(({ subscription }) => subscription.name)
  for (const lane of lanes) lane.isWarm = lane.working !== undefined
  if (names.length === 0) return
  const now = app.now()
  try {
    await app.db.batch([renewConsumers({ owner, now, until: now + LEASE, names: list(names) })], OWED)
  } catch (err) {
    app.log.warn({ err }, 'the leases of the dispatcher could not be renewed')
  }
}

export async function closeDesk(desk: Desk, grace: number): Promise<void> {
  desk.isStopped = true
  const timer = setTimeout(() => desk.closing.abort(new Error('the shop is closing')), grace)
  await Promise.all(desk.lanes.flatMap(({ working }) => working ?? []))
  clearTimeout(timer)
  desk.closing.abort(new Error('the shop is closing'))
  await release(desk)
}

/** With a server that is gone they lapse by themselves; the shop closes all the same. */
async function release({ app, owner }: Desk): Promise<void> {
  try {
    await app.db.batch([releaseConsumers({ owner })], OWED)
  } catch (err) {
    app.log.warn({ err }, 'the leases of the dispatcher could not be given back')
  }
}
