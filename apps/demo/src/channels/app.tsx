import { isProblem } from '@vitrine/sdk/admin'
import { type Context, Hono } from 'hono'
import type { VNode } from 'preact'
import { type DeskOptions, signIn, signOut } from '../desk/desk.ts'
import { formOf } from '../storefront/form.ts'
import { pageHeaders } from '../storefront/page-headers.ts'
import { page } from '../storefront/render.ts'
import { ConnectionPage } from './connection.tsx'
import { type Complaint, type Shell, SignInPage } from './layout.tsx'
import { isStatus } from './listings.tsx'
import { officeOf, pictureOf } from './office.ts'
import { OverviewPage } from './overview.tsx'
import { stepOf } from './steps.ts'
import { words } from './words.ts'

const STYLES = 'src/channels/channels.css'

/** How the channels do, for staff who are signed in: plain pages that work without a script. */
export function channelPages(options: DeskOptions): Hono {
  const app = new Hono().basePath('/channels')
  const parts = { options, styles: options.assets.href(STYLES) }
  app.use(pageHeaders(options.isSecure))
  app.use(async (c, next) => {
    c.header('Cache-Control', 'no-store')
    await next()
  })
  sessionRoutes(app, parts)
  app.get('/', async (c) => {
    const { items } = await officeFor(c, parts).channels.list({})
    return page(c, <OverviewPage shell={shellOf(parts)} connections={items} />)
  })
  app.get('/:id', (c) => show(c, parts, {}))
  app.post('/:id/:step', (c) => takeStep(c, parts, c.req.param()))
  app.notFound((c) => c.text(words.missing, 404))
  app.onError((error, c) => answerTo(c, error, parts))
  return app
}

interface Parts {
  readonly options: DeskOptions
  readonly styles: string
}

type Telling = Pick<Shell, 'said' | 'complaint'>

const shellOf = ({ styles }: Parts, telling: Telling = {}): Shell => ({
  styles,
  isSignedIn: true,
  now: Date.now(),
  ...telling,
})

const cookieOf = (c: Context) => c.req.header('Cookie') ?? ''
const officeFor = (c: Context, { options }: Parts) => officeOf(options.commerce, cookieOf(c))

function sessionRoutes(app: Hono, parts: Parts): void {
  const { options } = parts
  app.post('/sign-in', async (c) => {
    const form = await formOf(c)
    const answer = await signIn(options, { email: form.get('email'), password: form.get('password') })
    if (answer.ok) return home(c, answer)
    const complaint = (await answer.json()) as Complaint
    return page(c, <SignInPage shell={{ ...shellOf(parts, { complaint }), isSignedIn: false }} />, 401)
  })
  app.post('/sign-out', async (c) => home(c, await signOut(options, cookieOf(c))))
}

function home(c: Context, { headers }: Response): Response {
  for (const cookie of headers.getSetCookie()) c.header('Set-Cookie', cookie, { append: true })
  return c.redirect('/channels', 303)
}

async function show(c: Context, parts: Parts, telling: Telling): Promise<Response> {
  const told = c.req.query('status')
  const status = isStatus(told) ? told : undefined
  const cursor = c.req.query('cursor')
  const picture = await pictureOf(officeFor(c, parts), { id: c.req.param('id') ?? '', status, cursor })
  const code = telling.complaint === undefined ? 200 : 409
  return page(c, <ConnectionPage shell={shellOf(parts, telling)} picture={picture} status={status} />, code)
}

/** The page with what came of it: each step may be taken again without harm. */
async function takeStep(c: Context, parts: Parts, { id, step }: { id: string; step: string }): Promise<Response> {
  const work = stepOf(step)
  if (work === undefined) return c.notFound() as Response
  try {
    return await show(c, parts, { said: await work(officeFor(c, parts), id, await formOf(c)) })
  } catch (error) {
    if (!isProblem(error) || error.status >= 500 || [401, 403, 404].includes(error.status)) throw error
    return show(c, parts, { complaint: { title: error.title, hint: error.detail ?? error.hint } })
  }
}

/** Who is not signed in gets the form, who may not is told so. */
function answerTo(c: Context, error: unknown, parts: Parts): Response {
  const show = (content: VNode, status: 401 | 403) => page(c, content, status)
  const status = isProblem(error) ? error.status : 500
  if (status === 401) return show(<SignInPage shell={{ ...shellOf(parts), isSignedIn: false }} />, 401)
  const complaint = { title: words.noRight }
  if (status === 403) return show(<OverviewPage shell={shellOf(parts, { complaint })} connections={[]} />, 403)
  if (status === 404 || status === 400) return c.text(words.missing, 404)
  console.error(error)
  return c.text(words.failed, 500)
}
