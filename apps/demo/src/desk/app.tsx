import { isProblem } from '@vitrine/sdk/admin'
import type { Context, Hono } from 'hono'
import { type Staffed, type StaffOptions, staffed } from '../staff/app.tsx'
import { type Complaint, refusalOf } from '../staff/complaint.ts'
import { formOf } from '../storefront/form.ts'
import { page } from '../storefront/render.ts'
import { type AtCounter, type Counter, shellAt } from './counter.tsx'
import { CountersPage } from './counters.tsx'
import { PickupPage } from './pickup.tsx'
import { QueuePage } from './queue.tsx'
import { handOverOf, type Step, stepOf } from './steps.ts'
import { type Said, words } from './words.ts'

/** The counters where goods are collected, for staff who are signed in. */
export function pickupDesk(options: StaffOptions): Hono {
  const { title, noRight } = words
  const staff = staffed(options, { path: '/pickup-desk', title, noRight, styles: 'src/desk/desk.css' })
  const { app } = staff
  const at = (c: Context, work: (at: AtCounter) => Promise<Response>) => atCounter(c, staff, work)
  app.get('/', async (c) => page(c, <CountersPage shell={staff.shell()} counters={await countersOf(c, staff)} />))
  app.get('/:store', (c) => at(c, (counter) => queue(c, counter)))
  app.get('/:store/pickups/:id', (c) => at(c, (counter) => pickupPage(c, counter, { id: c.req.param('id') })))
  app.post('/:store/check', (c) => at(c, async (counter) => check(c, counter, (await formOf(c)).get('code'))))
  app.post('/:store/hand-over', (c) => at(c, (counter) => handOver(c, counter)))
  app.post('/:store/undo', (c) => at(c, (counter) => undo(c, counter)))
  app.post('/:store/pickups/:id/:step', (c) => at(c, (counter) => takeStep(c, counter, c.req.param())))
  return app
}

async function countersOf(c: Context, staff: Staffed): Promise<readonly Counter[]> {
  return (await staff.office(c)['click-and-collect'].stores()).items
}

async function atCounter(c: Context, staff: Staffed, work: (at: AtCounter) => Promise<Response>): Promise<Response> {
  const counters = await countersOf(c, staff)
  const counter = counters.find(({ code }) => code === c.req.param('store'))
  if (counter === undefined) return c.notFound() as Response
  const told = c.req.query('said')
  const said = told !== undefined && told in words.said ? words.said[told as Said] : undefined
  return work({ office: staff.office(c), counter, counters, shell: shellAt(staff.shell({ said }), counter) })
}

const codeOf = (complaint: Complaint | undefined) => (complaint === undefined ? 200 : 409)

async function queue(c: Context, { office, counter, shell }: AtCounter, complaint?: Complaint): Promise<Response> {
  const location = counter.id
  const [open, closed] = await Promise.all([
    office['click-and-collect'].pickups({ query: { location } }),
    office['click-and-collect'].pickups({ query: { location, closed: true } }),
  ])
  const props = { counter, open: open.items, closed: closed.items }
  return page(c, <QueuePage {...props} shell={{ ...shell, complaint }} />, codeOf(complaint))
}

interface Looking {
  readonly id: string
  readonly complaint?: Complaint
}

async function pickupPage(c: Context, at: AtCounter, { id, complaint }: Looking): Promise<Response> {
  const { office, counter, counters, shell } = at
  const pickup = await office['click-and-collect'].pickup({ params: { id } })
  const props = { counter, counters, pickup, shell: { ...shell, complaint } }
  return page(c, <PickupPage {...props} />, codeOf(complaint))
}

async function check(c: Context, at: AtCounter, code: string): Promise<Response> {
  const { office, counter, counters, shell } = at
  try {
    const pickup = await office['click-and-collect'].check({ body: { code, location: counter.id } })
    return page(c, <PickupPage {...{ shell, counter, counters, pickup, code }} />)
  } catch (error) {
    return queue(c, at, refusedAt(at, error))
  }
}

async function handOver(c: Context, at: AtCounter): Promise<Response> {
  const { office, counter } = at
  const form = await formOf(c)
  try {
    const { pickup } = await office['click-and-collect'].handOver({ body: handOverOf(form, counter.id) })
    return c.redirect(`/pickup-desk/${counter.code}/pickups/${pickup.id}?said=handed`, 303)
  } catch (error) {
    const complaint = refusedAt(at, error)
    return form.has('pickupId') ? pickupPage(c, at, { id: form.get('pickupId'), complaint }) : queue(c, at, complaint)
  }
}

async function undo(c: Context, at: AtCounter): Promise<Response> {
  const form = await formOf(c)
  const note = form.get('note').trim()
  try {
    const { id } = await at.office['click-and-collect'].undo({
      params: { id: form.get('handOverId') },
      body: note === '' ? {} : { note },
    })
    return c.redirect(`/pickup-desk/${at.counter.code}/pickups/${id}?said=undone`, 303)
  } catch (error) {
    return queue(c, at, refusalOf(error))
  }
}

async function takeStep(c: Context, at: AtCounter, { id, step }: { id: string; step: string }): Promise<Response> {
  const work = stepOf(step as Step)
  if (work === undefined) return c.notFound() as Response
  try {
    const said = await work(at.office, id, await formOf(c))
    return c.redirect(`/pickup-desk/${at.counter.code}/pickups/${id}?said=${said}`, 303)
  } catch (error) {
    return pickupPage(c, at, { id, complaint: refusalOf(error) })
  }
}

/** What the shop said against a code, with the way to the goods that it is about, at the counter where they are. */
function refusedAt({ counter, counters }: AtCounter, error: unknown): Complaint {
  const complaint = refusalOf(error)
  const { pickupId, locationId }: Readonly<Record<string, unknown>> = isProblem(error) ? error.extra : {}
  if (typeof pickupId !== 'string') return complaint
  const { code } = counters.find(({ id }) => id === locationId) ?? counter
  return { ...complaint, link: { href: `/pickup-desk/${code}/pickups/${pickupId}`, text: words.look } }
}
