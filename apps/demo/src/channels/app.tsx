import { isProblem } from '@vitrine/sdk/admin'
import type { Context, Hono } from 'hono'
import { type Staffed, type StaffOptions, staffed } from '../staff/app.tsx'
import { refusalOf } from '../staff/complaint.ts'
import type { Shell } from '../staff/page.tsx'
import { formOf } from '../storefront/form.ts'
import { page } from '../storefront/render.ts'
import { choiceOf } from './choice.ts'
import { accountRoutes } from './connect/account.tsx'
import { connectRoutes } from './connect/routes.tsx'
import { ConnectionPage } from './connection.tsx'
import type { Ahead } from './goods.tsx'
import { ListingPage } from './listing.tsx'
import { isStatus } from './listings.tsx'
import { type Office, overseen, pictureOf } from './office.ts'
import { overridesOf } from './overrides.ts'
import { OverviewPage } from './overview.tsx'
import { stepOf } from './steps.ts'
import { told, words } from './words.ts'

/** How the channels do, and what staff do about them. */
export function channelPages(options: StaffOptions): Hono {
  const { title, noRight } = words
  const staff = staffed(options, { path: '/channels', title, noRight, styles: 'src/channels/channels.css' })
  const { app, office, shell } = staff
  app.get('/', async (c) =>
    page(c, <OverviewPage shell={shell({ said: saidIn(c) })} connections={await overseen(office(c))} />),
  )
  connectRoutes(staff)
  accountRoutes(staff)
  app.get('/:id', (c) => show(c, staff, { said: saidIn(c) }))
  app.get('/:id/authorize', (c) => authorize(c, staff, c.req.param('id')))
  app.get('/:id/listings/:listing', (c) => showListing(c, staff, { said: saidIn(c) }))
  app.post('/:id/listings/:listing', (c) => putRight(c, staff, c.req.param()))
  app.post('/:id/preview', (c) => preview(c, staff, c.req.param('id')))
  app.post('/:id/disconnect', (c) => disconnect(c, staff, c.req.param('id')))
  app.post('/:id/:step', (c) => takeStep(c, staff, c.req.param()))
  return app
}

type Telling = Pick<Shell, 'said' | 'complaint'>

const codeOf = ({ complaint }: Telling) => (complaint === undefined ? 200 : 409)

function saidIn(c: Context): string | undefined {
  const name = c.req.query('told') ?? ''
  return Object.hasOwn(told, name) ? told[name as keyof typeof told] : undefined
}

async function show(c: Context, { office, shell }: Staffed, telling: Telling, ahead?: Ahead): Promise<Response> {
  const asked = c.req.query('status')
  const status = isStatus(asked) ? asked : undefined
  const cursor = c.req.query('cursor')
  const [picture, shelves] = await Promise.all([
    pictureOf(office(c), { id: c.req.param('id') ?? '', status, cursor }),
    shelvesOf(office(c)),
  ])
  const props = { shell: shell(telling), picture, status, shelves, preview: ahead }
  return page(c, <ConnectionPage {...props} />, codeOf(telling))
}

/** Who may see channels need not see the catalogue: then everything is listed or nothing. */
async function shelvesOf({ collections }: Office) {
  try {
    return (await collections.list({ query: { limit: 100 } })).items
  } catch (error) {
    if (isProblem(error) && error.status === 403) return []
    throw error
  }
}

/** The page with what came of it: each step may be taken again without harm. */
async function takeStep(c: Context, staff: Staffed, { id, step }: { id: string; step: string }): Promise<Response> {
  const work = stepOf(step)
  if (work === undefined) return c.notFound() as Response
  try {
    return await show(c, staff, { said: await work(staff.office(c), id, await formOf(c)) })
  } catch (error) {
    return show(c, staff, { complaint: refusalOf(error) })
  }
}

async function preview(c: Context, staff: Staffed, id: string): Promise<Response> {
  const form = await formOf(c)
  try {
    const would = await staff.office(c).channels.preview({ params: { id }, body: choiceOf(form) })
    return await show(c, staff, {}, { chosen: form.get('collection'), would })
  } catch (error) {
    return show(c, staff, { complaint: refusalOf(error) })
  }
}

/** To the page of the platform on which the merchant lets us in. */
async function authorize(c: Context, staff: Staffed, id: string): Promise<Response> {
  try {
    const { url } = await staff.office(c).channels.authorize({ params: { id } })
    return c.redirect(url, 303)
  } catch (error) {
    return show(c, staff, { complaint: refusalOf(error) })
  }
}

async function disconnect(c: Context, staff: Staffed, id: string): Promise<Response> {
  try {
    await staff.office(c).channels.remove({ params: { id } })
    return c.redirect('/channels?told=forgotten', 303)
  } catch (error) {
    return show(c, staff, { complaint: refusalOf(error) })
  }
}

async function showListing(c: Context, { office, shell }: Staffed, telling: Telling): Promise<Response> {
  const listing = await office(c).channels.listing({ params: { id: c.req.param('listing') ?? '' } })
  if (listing.connectionId !== c.req.param('id')) return c.notFound() as Response
  return page(c, <ListingPage shell={shell(telling)} listing={listing} />, codeOf(telling))
}

interface PutRight {
  readonly id: string
  readonly listing: string
}

/** Keeps what is shown there in place of the shop's own, and tries the listing again. */
async function putRight(c: Context, staff: Staffed, { id, listing }: PutRight): Promise<Response> {
  const { channels } = staff.office(c)
  try {
    const { overrides } = await channels.listing({ params: { id: listing } })
    await channels.override({ params: { id: listing }, body: overridesOf(await formOf(c), overrides) })
    await channels.retry({ params: { id }, body: { listing } })
    return c.redirect(`/channels/${id}/listings/${listing}?told=saved`, 303)
  } catch (error) {
    return showListing(c, staff, { complaint: refusalOf(error) })
  }
}
