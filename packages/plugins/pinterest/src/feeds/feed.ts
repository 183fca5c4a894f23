import * as v from 'valibot'
import type { Api } from '../api.ts'
import { kindOf } from '../failure.ts'
import { pages } from '../pages.ts'
import { FEED_NAME, type Settings } from '../settings.ts'

const Feed = v.object({
  id: v.string(),
  name: v.nullish(v.string()),
  location: v.nullish(v.string()),
  format: v.nullish(v.string()),
})
type Feed = v.InferOutput<typeof Feed>

/** A feed as it should be at Pinterest. */
export interface WantedFeed {
  readonly name: string
  readonly location: string
  readonly format: 'TSV' | 'CSV' | 'XML'
}

/** The goods come by the file that this shop makes. */
export const isByFile = ({ publishing }: Pick<Settings, 'publishing'>) => publishing === 'feed'

/** The account has some feed: UPSERT is not for it (operation items_batch/post). */
export const hasAnyFeed = ({ publishing, hasFeed, feed }: Pick<Settings, 'publishing' | 'hasFeed' | 'feed'>) =>
  hasFeed || publishing === 'feed' || feed !== undefined

/** What the settings want; undefined when they name no feed. `own` is the address of the file that the shop makes. */
export function wantedFeed({ publishing, feed }: Pick<Settings, 'publishing' | 'feed'>, own: string) {
  const { name = FEED_NAME, format = 'TSV', location = publishing === 'feed' ? own : undefined } = feed ?? {}
  return location === undefined ? undefined : ({ name, format, location } satisfies WantedFeed)
}

/**
 * The feed at Pinterest: looked up by its name before it is made, since two would double the catalogue; its address follows the settings
 * (operations feeds/list, feeds/create, feeds/update).
 */
export async function ensureFeed(api: Api, wanted: WantedFeed): Promise<string> {
  const there = await findFeed(api, wanted.name)
  if (there === undefined) return createFeed(api, wanted)
  if (there.location !== wanted.location || there.format !== wanted.format) await moveFeed(api, there.id, wanted)
  return there.id
}

/** The feed of a name (operation feeds/list). */
export async function findFeed(api: Api, name: string): Promise<Feed | undefined> {
  const { catalogId } = api.settings
  const query = { ...api.acting, ...(catalogId === undefined ? {} : { catalog_id: catalogId }) }
  for await (const feed of pages(api, { path: '/catalogs/feeds', item: Feed, query, bucket: 'catalogs_read' }))
    if (feed.name === name) return feed
  return undefined
}

/** Somebody may have made it since it was looked for: then the name is taken (code 4170), and it is looked for once more. */
async function createFeed(api: Api, wanted: WantedFeed): Promise<string> {
  const { country, locale, catalogId } = api.settings
  const body = {
    ...wanted,
    catalog_type: 'RETAIL',
    default_country: country,
    default_locale: locale,
    ...(catalogId === undefined ? {} : { catalog_id: catalogId }),
  }
  try {
    const made = await api.http.post('/catalogs/feeds', {
      query: api.acting,
      body,
      output: Feed,
      bucket: 'catalogs_write',
    })
    return made.body.id
  } catch (thrown) {
    const kind = kindOf(thrown)
    if (kind !== 'conflict' && kind !== 'unknown') throw thrown
    const there = await findFeed(api, wanted.name)
    if (there === undefined) throw thrown
    return there.id
  }
}

async function moveFeed(api: Api, id: string, { location, format }: WantedFeed): Promise<void> {
  await api.http.patch(`/catalogs/feeds/${id}`, {
    query: api.acting,
    body: { catalog_type: 'RETAIL', location, format },
    bucket: 'catalogs_write',
    isRepeatable: true,
  })
}

/** Has Pinterest fetch the file now (operation feeds/ingest). */
export async function ingestFeed(api: Api, id: string): Promise<void> {
  await api.http.post(`/catalogs/feeds/${id}/ingest`, {
    query: api.acting,
    bucket: 'catalogs_write',
    isRepeatable: true,
  })
}

/** Takes a feed away; one that is not there is no error (operation feeds/delete). */
export async function deleteFeed(api: Api, id: string): Promise<void> {
  try {
    await api.http.delete(`/catalogs/feeds/${id}`, { query: api.acting, bucket: 'catalogs_write', isRepeatable: true })
  } catch (thrown) {
    if (kindOf(thrown) !== 'missing') throw thrown
  }
}
