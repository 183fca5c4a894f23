import * as v from 'valibot'
import type { Api } from '../api.ts'
import { kindOf } from '../failure.ts'
import { pages } from '../pages.ts'

const Feed = v.object({
  id: v.string(),
  name: v.nullish(v.string()),
  location: v.nullish(v.string()),
  format: v.nullish(v.string()),
})
type Feed = v.InferOutput<typeof Feed>

/**
 * The feed of the settings at Pinterest: looked up by its name before it is made, since two would double the catalogue; its address follows
 * the settings (operations feeds/list, feeds/create, feeds/update). Undefined when the settings name none.
 */
export async function ensureFeed(api: Api): Promise<string | undefined> {
  const { feed: wanted } = api.settings
  if (wanted === undefined) return undefined
  const there = await findFeed(api, wanted.name)
  if (there === undefined) return createFeed(api)
  if (there.location !== wanted.location || there.format !== wanted.format) await moveFeed(api, there.id)
  return there.id
}

async function findFeed(api: Api, name: string): Promise<Feed | undefined> {
  const { catalogId } = api.settings
  const query = { ...api.acting, ...(catalogId === undefined ? {} : { catalog_id: catalogId }) }
  for await (const feed of pages(api, { path: '/catalogs/feeds', item: Feed, query, bucket: 'catalogs_read' }))
    if (feed.name === name) return feed
  return undefined
}

/** Somebody may have made it since it was looked for: then the name is taken (code 4170), and it is looked for once more. */
async function createFeed(api: Api): Promise<string | undefined> {
  const { country, locale, catalogId, feed } = api.settings
  const body = {
    ...feed,
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
    const there = await findFeed(api, feed?.name ?? '')
    if (there === undefined) throw thrown
    return there.id
  }
}

async function moveFeed(api: Api, id: string): Promise<void> {
  const { location, format } = api.settings.feed ?? {}
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
