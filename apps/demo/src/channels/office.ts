import type { Office } from '../staff/office.ts'

export type { Office }
export type Connection = Awaited<ReturnType<Office['channels']['get']>>
export type Channel = Awaited<ReturnType<Office['channels']['installed']>>['items'][number]
export type Lane = keyof Connection['health']['queue']
export type Listing = Awaited<ReturnType<Office['channels']['listings']>>['items'][number]
export type ListingStatus = Listing['status']
export type Cause = Awaited<ReturnType<Office['channels']['causes']>>['items'][number]
export type Run = Awaited<ReturnType<Office['channels']['runs']>>['items'][number]
export type OrderIn = Awaited<ReturnType<Office['channels']['orders']>>['items'][number]
export type Preview = Awaited<ReturnType<Office['channels']['preview']>>

/** Everything that the page of a connection shows. */
export interface Picture {
  readonly connection: Connection
  /** The platform has a page on which the merchant lets us in. */
  readonly hasOwnPage: boolean
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

/** Listings that stand still until somebody acts. */
export const standingOf = ({ listings }: Connection) =>
  STANDING.reduce((sum, status) => sum + (listings[status] ?? 0), 0)

export async function pictureOf({ channels }: Office, { id, status, cursor }: Asked): Promise<Picture> {
  const params = { id }
  const filter = { ...(status === undefined ? {} : { status }), ...(cursor === undefined ? {} : { cursor }) }
  const [
    connection,
    { items: installed },
    { items: causes },
    listings,
    { items: runs },
    { items: orders },
    { items: parked },
    ...standing
  ] = await Promise.all([
    channels.get({ params }),
    channels.installed(),
    channels.causes({ params }),
    channels.listings({ params, query: { limit: 20, ...filter } }),
    channels.runs({ params, query: { limit: 12 } }),
    channels.orders({ params, query: { limit: 10 } }),
    channels.orders({ params, query: { limit: 10, status: 'parked' } }),
    ...STANDING.map((each) => channels.listings({ params, query: { limit: 50, status: each } })),
  ])
  const channel = installed.find(({ id: one }) => one === connection.channel)
  return {
    ...{ connection, causes, listings, runs, orders, parked },
    hasOwnPage: channel?.capabilities.includes('authorize') === true,
    standing: standing.flatMap(({ items }) => items),
  }
}

/** A connection with how many of its orders wait for a person. */
export interface Overseen {
  readonly connection: Connection
  readonly parked: number
  /** There are more than were counted. */
  readonly isMore: boolean
}

const COUNTED = 100

export async function overseen({ channels }: Office): Promise<Overseen[]> {
  const { items } = await channels.list({})
  return Promise.all(
    items.map(async (connection) => {
      const query = { limit: COUNTED, status: 'parked' } as const
      const parked = await channels.orders({ params: { id: connection.id }, query })
      return { connection, parked: parked.items.length, isMore: parked.next !== null }
    }),
  )
}
