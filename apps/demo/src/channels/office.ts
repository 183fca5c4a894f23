import type { Commerce } from '@vitrine/core'
import { type Admin, createAdmin } from '@vitrine/sdk/admin'

/** Nobody hears this address: requests to it go to the app in this very process. */
const IN_PROCESS = 'http://in.process'

export type Office = Admin
export type Connection = Awaited<ReturnType<Office['channels']['get']>>
export type Lane = keyof Connection['health']['queue']
export type Listing = Awaited<ReturnType<Office['channels']['listings']>>['items'][number]
export type ListingStatus = Listing['status']
export type Cause = Awaited<ReturnType<Office['channels']['causes']>>['items'][number]
export type Run = Awaited<ReturnType<Office['channels']['runs']>>['items'][number]
export type OrderIn = Awaited<ReturnType<Office['channels']['orders']>>['items'][number]

/** The back office as the person sees it who sent these cookies: no right is the page's own. */
export function officeOf(commerce: Pick<Commerce, 'app'>, cookie: string): Office {
  return createAdmin({
    url: IN_PROCESS,
    cookie,
    retries: 0,
    fetch: async (input, init) => commerce.app.fetch(new Request(input, init)),
  })
}

/** Everything that the page of a connection shows. */
export interface Picture {
  readonly connection: Connection
  readonly causes: readonly Cause[]
  /** Of those that stand still, for what the causes look like. */
  readonly standing: readonly Listing[]
  readonly listings: { readonly items: readonly Listing[]; readonly next: string | null }
  readonly runs: readonly Run[]
  readonly orders: readonly OrderIn[]
  readonly parked: readonly OrderIn[]
}

export interface Asked {
  readonly id: string
  readonly status?: ListingStatus | undefined
  readonly cursor?: string | undefined
}

const STANDING = ['invalid', 'rejected', 'drifted'] as const

export async function pictureOf({ channels }: Office, { id, status, cursor }: Asked): Promise<Picture> {
  const params = { id }
  const filter = { ...(status === undefined ? {} : { status }), ...(cursor === undefined ? {} : { cursor }) }
  const [connection, { items: causes }, listings, { items: runs }, { items: orders }, { items: parked }, ...standing] =
    await Promise.all([
      channels.get({ params }),
      channels.causes({ params }),
      channels.listings({ params, query: { limit: 20, ...filter } }),
      channels.runs({ params, query: { limit: 12 } }),
      channels.orders({ params, query: { limit: 10 } }),
      channels.orders({ params, query: { limit: 10, status: 'parked' } }),
      ...STANDING.map((each) => channels.listings({ params, query: { limit: 50, status: each } })),
    ])
  return { connection, causes, listings, runs, orders, parked, standing: standing.flatMap(({ items }) => items) }
}
