import { defineChannel } from '@vitrine/core'
import * as v from 'valibot'
import { GOOGLE_HOSTS, googleApi } from './api.ts'
import { browse, observe } from './observe.ts'
import { GOOGLE_FIELDS, GoogleOffer, googleOffer } from './offer.ts'
import { publish, withdraw } from './publish.ts'
import { GoogleCredentials, GoogleSettings } from './settings.ts'
import { googleToken } from './token.ts'
import { pushPrices, pushStock } from './values.ts'

const DataSource = v.object({ name: v.string(), displayName: v.optional(v.string()) })
const BATCH = 40

/**
 * Google Merchant Center as a window, through Merchant API v1: what changed travels at once, and what Google thinks of each item is read back.
 * Buyers pay in the shop, so no orders come from there.
 */
export const googleMerchant = defineChannel('google-merchant', {
  version: '1.0.0',
  kind: 'search',
  title: 'Google Merchant',
  settings: GoogleSettings,
  credentials: GoogleCredentials,
  hosts: GOOGLE_HOSTS,
  limits: { default: { rate: 20, burst: 40 }, values: { rate: 20, burst: 40 }, token: { rate: 1, burst: 5 } },
  oauth: { refresh: googleToken },
  connect: googleApi,
  // Products are named by these (productInputs: `contentLanguage~feedLabel~offerId`).
  identity: ({ settings: { accountId, dataSourceId, feedLabel, contentLanguage } }) =>
    [accountId, dataSourceId, feedLabel, contentLanguage].join(' '),
  /** Operation dataSources.get: account, data source and rights are there. */
  test: async ({ http, dataSource }) => {
    const { body } = await http.get(`/datasources/v1/${dataSource}`, { output: DataSource })
    return { account: body.displayName ?? body.name }
  },
  listings: {
    shape: GoogleOffer,
    fields: GOOGLE_FIELDS,
    batch: BATCH,
    map: googleOffer,
    publish,
    withdraw,
    observe: { batch: BATCH, read: observe },
    browse,
  },
  stock: { batch: BATCH, push: pushStock },
  prices: { batch: BATCH, push: pushPrices },
})
