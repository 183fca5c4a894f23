import { channelFailure } from '@vitrine/core'
import * as v from 'valibot'
import type { Api } from '../api.ts'
import type { CheckoutEvent } from './checkout.ts'

/** Schema ConversionApiResponse. */
const Answer = v.object({
  events: v.array(v.object({ status: v.picklist(['failed', 'processed']), error_message: v.nullish(v.string()) })),
})

/** Operation events/create. Throws `refused` with Pinterest's words; the same event may be sent again without harm. */
export async function sendEvent(api: Api, event: CheckoutEvent): Promise<void> {
  const { adAccountId } = api.settings
  if (adAccountId === undefined)
    throw channelFailure({
      kind: 'refused',
      code: 'ad-account',
      message: 'conversion events need an ad account: see the settings',
    })
  const { body } = await api.http.post(`/ad_accounts/${adAccountId}/events`, {
    body: { data: [event] },
    output: Answer,
    bucket: 'ads_conversions',
    isRepeatable: true,
  })
  const failed = body.events.find(({ status }) => status === 'failed')
  if (failed !== undefined)
    throw channelFailure({
      kind: 'refused',
      code: 'event',
      message: failed.error_message ?? 'Pinterest did not take the event',
    })
}
