import type { Commerce } from '@vitrine/core'
import { isProblem } from '@vitrine/sdk/admin'
import { type Context, Hono } from 'hono'
import type { Assets } from '../storefront/assets.ts'
import { formOf } from '../storefront/form.ts'
import { pageHeaders } from '../storefront/page-headers.ts'
import { page } from '../storefront/render.ts'
import type { Complaint } from './complaint.ts'
import { type Office, officeOf, signIn, signOut } from './office.ts'
import { type Face, type Shell, StaffPage } from './page.tsx'
import { SignInPage } from './sign-in.tsx'
import { words } from './words.ts'

export interface StaffOptions {
  readonly commerce: Pick<Commerce, 'app'>
  readonly assets: Pick<Assets, 'href'>
  readonly isSecure: boolean
}

/** What the routes of a face work with. */
export interface Staffed {
  readonly app: Hono
  shell(telling?: Partial<Omit<Shell, 'face' | 'styles' | 'now'>>): Shell
  /** The back office with the rights of who asks. */
  office(c: Context): Office
}

/** A part of the back office: plain pages for staff who are signed in, which work without a script. `styles` is the source of its sheet. */
export function staffed(options: StaffOptions, face: Face & { readonly styles: string }): Staffed {
  const app = new Hono().basePath(face.path)
  const styles = options.assets.href(face.styles)
  const shell: Staffed['shell'] = (telling) => ({ face, styles, isSignedIn: true, now: Date.now(), ...telling })
  app.use(pageHeaders(options.isSecure))
  app.use(async (c, next) => {
    c.header('Cache-Control', 'no-store')
    await next()
  })
  sessionRoutes(app, { options, shell })
  app.notFound((c) => missing(c, shell()))
  app.onError((error, c) => answerTo(c, error, shell()))
  return { app, shell, office: (c) => officeOf(options.commerce, cookieOf(c)) }
}

const cookieOf = (c: Context) => c.req.header('Cookie') ?? ''

interface Session {
  readonly options: StaffOptions
  readonly shell: Staffed['shell']
}

function sessionRoutes(app: Hono, { options: { commerce }, shell }: Session): void {
  const { path } = shell().face
  const leave = (c: Context, { headers }: Response, to: string) => {
    for (const cookie of headers.getSetCookie()) c.header('Set-Cookie', cookie, { append: true })
    return c.redirect(to, 303)
  }
  app.post('/sign-in', async (c) => {
    const form = await formOf(c)
    const answer = await signIn(commerce, { email: form.get('email'), password: form.get('password') })
    const wanted = form.get('to')
    const to = wanted.startsWith(`${path}/`) ? wanted : path
    if (answer.ok) return leave(c, answer, to)
    const { title, detail, hint } = (await answer.json()) as Complaint
    return page(c, <SignInPage shell={shell({ complaint: { title, detail, hint } })} to={to} />, 401)
  })
  app.post('/sign-out', async (c) => leave(c, await signOut(commerce, cookieOf(c)), path))
}

function missing(c: Context, shell: Shell): Response {
  return page(
    c,
    <StaffPage shell={shell} title={words.missing}>
      <p>
        <a class="button" href={shell.face.path}>
          {words.start}
        </a>
      </p>
    </StaffPage>,
    404,
  )
}

/** Who is not signed in gets the form, who may not is told so. */
function answerTo(c: Context, error: unknown, shell: Shell): Response {
  const { face } = shell
  const status = isProblem(error) ? error.status : 500
  if (status === 401)
    return page(c, <SignInPage shell={shell} to={c.req.method === 'GET' ? c.req.path : undefined} />, 401)
  if (status === 403)
    return page(c, <StaffPage shell={{ ...shell, complaint: { title: face.noRight } }} title={face.title} />, 403)
  if (status === 404 || status === 400) return missing(c, shell)
  console.error(error)
  return page(c, <StaffPage shell={{ ...shell, complaint: { title: words.failed } }} title={face.title} />, 500)
}
