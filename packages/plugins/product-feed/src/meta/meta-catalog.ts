import { defineChannel } from '@vitrine/core'
import * as v from 'valibot'
import { META_HOSTS, metaApi } from './api.ts'
import { BATCH } from './batch.ts'
import { browse, observe, READ } from './observe.ts'
import { META_FIELDS, MetaOffer, metaOffer } from './offer.ts'
import { publish, pushPrices, pushStock, withdraw } from './publish.ts'
import { pollReceipts } from './receipts.ts'
import { MetaCredentials, MetaSettings } from './settings.ts'

const Catalog = v.object({ id: v.string(), name: v.optional(v.string()) })

/**
 * A catalogue of Meta (Facebook, Instagram, WhatsApp) as a window, through batches: what changed travels at once, and what Meta thinks of it is
 * read back. Buyers pay in the shop, so no orders come from there.
 */
export const metaCatalog = defineChannel('meta-catalog', {
  version: '1.0.0',
  kind: 'social',
  title: 'Meta catalogue',
  settings: MetaSettings,
  credentials: MetaCredentials,
  hosts: META_HOSTS,
  limits: { default: { rate: 3, burst: 20 } },
  connect: metaApi,
  identity: ({ settings }) => settings.catalogId,
  /** Node ProductCatalog. */
  test: async ({ http, catalog, proof }) => {
    const { body } = await http.get(`/${catalog}`, { query: { fields: 'id,name', ...proof }, output: Catalog })
    return { account: body.name ?? body.id }
  },
  listings: {
    shape: MetaOffer,
    fields: META_FIELDS,
    batch: BATCH,
    map: metaOffer,
    publish,
    withdraw,
    observe: { batch: READ, read: observe },
    browse,
  },
  stock: { batch: BATCH, push: pushStock },
  prices: { batch: BATCH, push: pushPrices },
  receipts: { poll: pollReceipts },
})
