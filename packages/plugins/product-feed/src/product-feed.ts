import { defineChannel, streamed } from '@vitrine/core'
import { contract } from './contract.ts'
import { desk } from './desk.ts'
import { FORMATS, type FormatName } from './files/formats.ts'
import { shelf } from './files/keep.ts'
import { isKeyOf, passwordOf } from './files/key.ts'
import { type FeedApi, FeedRows, FIELDS, feedRows, pollReceipts, publish, TOGETHER, withdraw } from './files/listing.ts'
import { served } from './files/serve.ts'
import { files, issues, parts } from './files/tables.ts'
import { keepFeeds } from './keep-feeds.ts'
import { migrations } from './migrations.ts'
import { problems } from './problems.ts'
import { FeedSettings } from './settings.ts'

/** `feed.xml` or `feed.xml.gz`; undefined when it is no such name. */
function fileNamed(name: string): { readonly format: FormatName; readonly isPacked: boolean } | undefined {
  const [, format = '', packed] = /^feed\.([a-z]+)(\.gz)?$/.exec(name) ?? []
  return Object.hasOwn(FORMATS, format) ? { format: format as FormatName, isPacked: packed !== undefined } : undefined
}

/**
 * Files of the shop's goods that others fetch: Google Merchant, Meta, comparison sites. A connection is a file: its market, language and
 * currency, its stock and price policies and its mappings are those of the connection.
 */
export const productFeed = defineChannel('product-feed', {
  version: '1.0.0',
  kind: 'feed',
  title: 'Product feed',
  settings: FeedSettings,
  tables: { files, parts, issues },
  migrations,
  needs: ['channels:write'],
  connect: ({ settings, connectionId, now }, { db }): FeedApi => ({ settings, connectionId, now, shelf: shelf(db) }),
  listings: {
    shape: FeedRows,
    fields: FIELDS,
    isPublishedOnly: true,
    batch: TOGETHER,
    map: feedRows,
    publish,
    withdraw,
  },
  receipts: { poll: pollReceipts },
  problems,
  services: (scope) => {
    const { db, signer, now, connection, ctx } = scope
    const kept = shelf(db)
    return {
      desk: desk({ db, signer, now, connection, url: ctx.settings.publicUrl }),
      /** The file of a feed as the request wants it; undefined when there is none for this key. */
      async fetched(request: Request, { id, key, name }: { id: string; key: string; name: string }) {
        const asked = fileNamed(name)
        const feed = await connection(id)
        if (asked === undefined || feed === undefined || !isKeyOf(signer, feed, key)) return undefined
        const file = await kept.file(id)
        const isThere = file?.version != null && file.isPublic && file.madeOf?.format === asked.format
        return isThere ? served(kept, file, { request, ...asked }) : undefined
      },
    }
  },
  contract,
  handlers: {
    file: async ({ params: { connection: id, key, file: name }, http }, { services }) => {
      const answer = await services.fetched(http.request, { id, key, name })
      if (answer === undefined) throw problems.noFile()
      return answer
    },
    fileByBasic: async ({ params: { connection: id, file: name }, http }, { services }) => {
      const key = passwordOf(http.request, id)
      const headers = { 'WWW-Authenticate': 'Basic realm="product feed", charset="UTF-8"' }
      if (key === undefined) throw problems.keyNeeded({ headers })
      const answer = await services.fetched(http.request, { id, key, name })
      if (answer === undefined) throw problems.noFile()
      return answer
    },
    feed: ({ params }, { services }) => services.desk.feed(params.connection),
    make: ({ params }, { services }) => services.desk.make(params.connection),
    report: ({ params }, { services }) => services.desk.report(params.connection),
    reportItems: ({ params, query: { limit, cursor, ...wanted } }, { services }) =>
      services.desk.reportItems(params.connection, wanted, { limit, cursor }),
    reportFile: async ({ params, query }, { services }) => {
      const pieces = await services.desk.reportFile(params.connection, query)
      const headers = {
        'Content-Type': 'text/csv; charset=utf-8',
        'Content-Disposition': 'attachment; filename="report.csv"',
      }
      return new Response(streamed(pieces), { headers })
    },
  },
  jobs: {
    make: {
      every: '1m',
      run: ({ core, db, now, newId, log, ctx, connection, connections }) => {
        const { settings, request } = ctx
        const list = (id: string, variants: readonly string[]) =>
          core.channels.listItems({ params: { id }, body: { variants: [...variants] } })
        return keepFeeds({
          db,
          list,
          now,
          newId,
          log,
          connection,
          connections,
          url: settings.publicUrl,
          signal: request.signal,
        })
      },
    },
  },
})
