import { type Context, currentCustomer, type Http, param, plain, query, run, type Scope } from '@vitrine/core'
import { eq, sql } from 'drizzle-orm'
import { lists, views } from '../schema.ts'

const HEADER = 'Vitrine-Visitor'
const COOKIE = 'vitrine_visitor'
const YEAR = 31_536_000
const VISITOR = 'visitor/'

/** Who owns what is kept: `customer/cus_…` or `visitor/vis_…`. */
export type Owner = string

export interface Asking {
  readonly ctx: Context
  readonly http: Pick<Http, 'header' | 'set'>
  readonly signer: Scope<unknown, never>['signer']
}

export const customerOwner = (customerId: string): Owner => `customer/${customerId}`

/**
 * The person who asks; undefined for somebody of whom nothing is known. A customer who signed in on a device that was used before gets what
 * was kept there, once, whatever asks first.
 */
export async function personOf({ ctx, http, signer }: Asking): Promise<Owner | undefined> {
  const visitor = visitorOf({ http, signer })
  const customer = currentCustomer(ctx)
  if (customer === undefined) return visitor
  const owner = customerOwner(customer)
  if (visitor !== undefined && (await hasAnything(ctx, visitor))) await join(ctx, { from: visitor, to: owner })
  return owner
}

/** The same; somebody new becomes a visitor. Once something was kept, `greet` tells them who they are. */
export async function personMade(asking: Asking): Promise<Owner> {
  return (await personOf(asking)) ?? `${VISITOR}${asking.ctx.newId('vis')}`
}

/**
 * Hands the token of a new visitor out, as header and as cookie. `owner` is for whom the command wrote: when an answer was lost and the request
 * is repeated, that is the visitor of the first time.
 */
export function greet({ ctx, http, signer }: Asking, owner: Owner): void {
  if (!owner.startsWith(VISITOR) || visitorOf({ http, signer }) === owner) return
  const token = `${owner.slice(VISITOR.length)}.${signer.sign(owner)}`
  const secure = ctx.settings.publicUrl.startsWith('https:') ? '; Secure' : ''
  http.set(HEADER, token)
  http.set('Access-Control-Expose-Headers', HEADER, { append: true })
  http.set('Set-Cookie', `${COOKIE}=${token}; Path=/; Max-Age=${YEAR}; HttpOnly; SameSite=Lax${secure}`, {
    append: true,
  })
}

/** The header counts before the cookie; a token that this shop did not make says nothing. */
export function visitorOf({
  http,
  signer,
}: { readonly http: Pick<Http, 'header'> } & Pick<Asking, 'signer'>): Owner | undefined {
  const cookie = new RegExp(`(?:^|;\\s*)${COOKIE}=([^;\\s]+)`).exec(http.header('Cookie') ?? '')?.[1]
  for (const token of [http.header(HEADER), cookie]) {
    const [id = '', signature = ''] = token === undefined || token.length > 200 ? [] : token.split('.')
    if (/^vis_\w+$/.test(id) && signer.isSigned(VISITOR + id, signature)) return VISITOR + id
  }
  return undefined
}

const anyView = query((q) =>
  q
    .select({ owner: views.owner })
    .from(views)
    .where(eq(views.owner, param('owner')))
    .limit(1),
)
const anyList = query((q) =>
  q
    .select({ owner: lists.owner })
    .from(lists)
    .where(eq(lists.owner, param('owner')))
    .limit(1),
)

async function hasAnything({ db }: { readonly db: Pick<Context['db'], 'get'> }, owner: Owner): Promise<boolean> {
  return (await db.get(anyView, { owner })) !== undefined || (await db.get(anyList, { owner })) !== undefined
}

const from = param('from')
const to = param('to')

/* In sets and in one command, so that two requests of one page load join once, and nothing lies between. */
const joinViews = plain(sql`insert into storefront_views (owner, product_id, viewed_at)
  select ${to}, product_id, viewed_at from storefront_views where owner = ${from}
  on conflict (owner, product_id) do update set viewed_at = max(viewed_at, excluded.viewed_at)`)
const dropViews = plain(sql`delete from storefront_views where owner = ${from}`)
/** Lists whose name is new to the customer change hands. */
const giveLists = plain(sql`update storefront_lists set owner = ${to} where owner = ${from}
  and not exists (select 1 from storefront_lists t where t.owner = ${to} and t.key = storefront_lists.key)`)
/** Items of the others go into the list of the same name. */
const joinItems = plain(sql`insert into storefront_items (list_id, product_id, variant_id, note, added_at)
  select t.id, i.product_id, i.variant_id, i.note, i.added_at
  from storefront_lists f
  join storefront_lists t on t.owner = ${to} and t.key = f.key
  join storefront_items i on i.list_id = f.id
  where f.owner = ${from}
  on conflict (list_id, product_id, variant_id) do update set
    added_at = min(added_at, excluded.added_at), note = case when note = '' then excluded.note else note end`)
const touchLists =
  plain(sql`update storefront_lists set updated_at = max(updated_at, ${param('now')}) where owner = ${to}
  and exists (select 1 from storefront_lists f where f.owner = ${from} and f.key = storefront_lists.key)`)
const dropItems = plain(
  sql`delete from storefront_items where list_id in (select id from storefront_lists where owner = ${from})`,
)
const dropLists = plain(sql`delete from storefront_lists where owner = ${from}`)

interface Joined {
  readonly from: Owner
  readonly to: Owner
}

const joinLines = (given: Joined, now: number) =>
  [joinViews, dropViews, giveLists, joinItems, touchLists, dropItems, dropLists].map((line) => line({ ...given, now }))

/** Gives what one person left to another, without loss or doubles: what both have is there once, with the earlier day and the later look. */
export async function join(ctx: Context, given: Joined): Promise<void> {
  await run(ctx, {
    name: 'storefront.join',
    // Of its own: a key that came with the request belongs to what the request asked for.
    id: `storefront.join/${ctx.newId('cmd')}`,
    plan: () => ({ statements: joinLines(given, ctx.now()), result: null, isUnnamed: true }),
  })
}

/** Somebody signed in on a device that this plugin knows as a visitor: what was kept there is the customer's, though the device never asks again. */
export async function joinOnSignIn(
  { db, now }: Pick<Scope<unknown, never>, 'db' | 'now'>,
  { customerId, visitor }: { readonly customerId: string; readonly visitor: string | undefined },
): Promise<void> {
  if (visitor === undefined || !(await hasAnything({ db }, visitor))) return
  const given = { from: visitor, to: customerOwner(customerId) }
  await db.run('joinOnSignIn', () => ({ statements: joinLines(given, now()), result: null }))
}

/** Forgets everything of a person. */
export const forgetLines = (owner: Owner) => [dropViews, dropItems, dropLists].map((line) => line({ from: owner }))
