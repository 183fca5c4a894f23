import { isProblem, type ShopProblem } from '@vitrine/sdk/admin'
import { type Context, Hono } from 'hono'
import type { VNode } from 'preact'
import { formOf } from '../storefront/form.ts'
import { pageHeaders } from '../storefront/page-headers.ts'
import { page } from '../storefront/render.ts'
import { type Counter, type DeskOptions, type Office, officeOf, signIn, signOut } from './desk.ts'
import type { Complaint, Shell } from './layout.tsx'
import { PickupPage } from './pickup.tsx'
import { QueuePage } from './queue.tsx'
import { CountersPage, SignInPage } from './sign-in.tsx'
import { handOverOf, type Step, stepOf } from './steps.ts'
import { type Said, words } from './words.ts'

const STYLES = 'src/desk/desk.css'

/** The counters where goods are collected, for staff who are signed in: plain pages that work without a script. */
export function pickupDesk(options: DeskOptions): Hono {
  const app = new Hono().basePath('/pickup-desk')
  const { assets, isSecure } = options
  const shell: Shell = { styles: assets.href(STYLES), isSignedIn: true }
  app.use(pageHeaders(isSecure))
  app.use(async (c, next) => {
    c.header('Cache-Control', 'no-store')
    await next()
  })
  sessionRoutes(app, { options, shell })
  counterRoutes(app, { options, shell })
  app.notFound((c) => c.text(words.missing, 404))
  app.onError((error, c) => answerTo(c, error, shell))
  return app
}

interface Parts {
  readonly options: DeskOptions
  readonly shell: Shell
}

function sessionRoutes(app: Hono, { options, shell }: Parts): void {
  app.post('/sign-in', async (c) => {
    const form = await formOf(c)
    const answer = await signIn(options, { email: form.get('email'), password: form.get('password') })
    if (!answer.ok) {
      const complaint = (await answer.json()) as Complaint
      return page(c, <SignInPage shell={{ ...shell, isSignedIn: false, complaint }} />, 401)
    }
    return home(c, answer)
  })
  app.post('/sign-out', async (c) => home(c, await signOut(options, cookieOf(c))))
}

function home(c: Context, { headers }: Response): Response {
  for (const cookie of headers.getSetCookie()) c.header('Set-Cookie', cookie, { append: true })
  return c.redirect('/pickup-desk', 303)
}

const cookieOf = (c: Context) => c.req.header('Cookie') ?? ''

/** One request at one counter. */
interface AtCounter {
  readonly office: Office
  readonly counter: Counter
  readonly counters: readonly Counter[]
  readonly shell: Shell
}

function counterRoutes(app: Hono, parts: Parts): void {
  app.get('/', async (c) => {
    const { counters } = await officeFor(c, parts)
    return page(c, <CountersPage shell={parts.shell} counters={counters} />)
  })
  app.get('/:store', (c) => atCounter(c, parts, (at) => queue(c, at)))
  app.get('/:store/pickups/:id', (c) => atCounter(c, parts, (at) => pickupPage(c, at, { id: c.req.param('id') })))
  app.post('/:store/check', (c) => atCounter(c, parts, async (at) => check(c, at, (await formOf(c)).get('code'))))
  app.post('/:store/hand-over', (c) => atCounter(c, parts, (at) => handOver(c, at)))
  app.post('/:store/undo', (c) => atCounter(c, parts, (at) => undo(c, at)))
  app.post('/:store/pickups/:id/:step', (c) => atCounter(c, parts, (at) => takeStep(c, at, c.req.param())))
}

async function officeFor(c: Context, { options }: Parts) {
  const office = officeOf(options, cookieOf(c))
  const { items: counters } = await office['click-and-collect'].stores()
  return { office, counters }
}

async function atCounter(c: Context, parts: Parts, work: (at: AtCounter) => Promise<Response>): Promise<Response> {
  const { office, counters } = await officeFor(c, parts)
  const counter = counters.find(({ code }) => code === c.req.param('store'))
  if (counter === undefined) return c.notFound() as Response
  const told = c.req.query('said')
  const said = told !== undefined && told in words.said ? (told as Said) : undefined
  return work({ office, counter, counters, shell: { ...parts.shell, store: counter, said } })
}

async function queue(c: Context, { office, counter, shell }: AtCounter, complaint?: Complaint): Promise<Response> {
  const location = counter.id
  const [open, closed] = await Promise.all([
    office['click-and-collect'].pickups({ query: { location } }),
    office['click-and-collect'].pickups({ query: { location, closed: true } }),
  ])
  const props = { counter, open: open.items, closed: closed.items }
  return page(c, <QueuePage {...props} shell={{ ...shell, complaint }} />, complaint === undefined ? 200 : 409)
}

interface Looking {
  readonly id: string
  readonly complaint?: Complaint
}

async function pickupPage(c: Context, at: AtCounter, { id, complaint }: Looking): Promise<Response> {
  const { office, counter, counters, shell } = at
  const pickup = await office['click-and-collect'].pickup({ params: { id } })
  const props = { counter, counters, pickup, now: Date.now() }
  return page(c, <PickupPage {...props} shell={{ ...shell, complaint }} />, complaint === undefined ? 200 : 409)
}

async function check(c: Context, at: AtCounter, code: string): Promise<Response> {
  const { office, counter, counters, shell } = at
  try {
    const pickup = await office['click-and-collect'].check({ body: { code, location: counter.id } })
    return page(c, <PickupPage {...{ shell, counter, counters, pickup, code }} now={Date.now()} />)
  } catch (error) {
    return queue(c, at, refusalOf(error))
  }
}

async function handOver(c: Context, at: AtCounter): Promise<Response> {
  const { office, counter } = at
  const form = await formOf(c)
  try {
    const { pickup } = await office['click-and-collect'].handOver({ body: handOverOf(form, counter.id) })
    return c.redirect(`/pickup-desk/${counter.code}/pickups/${pickup.id}?said=handed`, 303)
  } catch (error) {
    const complaint = refusalOf(error)
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

/** What the shop refused, for the person at the counter; anything else is not expected. */
function refusalOf(error: unknown): Complaint {
  if (!isProblem(error) || error.status >= 500 || error.status === 401) throw error
  return complaintOf(error)
}

const complaintOf = ({ title, hint }: Pick<ShopProblem, 'title' | 'hint'>): Complaint => ({ title, hint })

/** Who is not signed in gets the form, who may not is told so. */
function answerTo(c: Context, error: unknown, shell: Shell): Response | Promise<Response> {
  const show = (content: VNode, status: 401 | 403) => page(c, content, status)
  if (isProblem(error) && error.status === 401) return show(<SignInPage shell={{ ...shell, isSignedIn: false }} />, 401)
  if (isProblem(error) && error.status === 403)
    return show(<CountersPage shell={{ ...shell, complaint: { title: words.noRight } }} counters={[]} />, 403)
  console.error(error)
  return c.text(words.failed, 500)
}
