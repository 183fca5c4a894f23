import { secret } from '@vitrine/core'
import * as v from 'valibot'
import { Condition } from '../settings.ts'

/** What a merchant chooses for one catalogue. */
export const MetaSettings = v.object({
  catalogId: v.pipe(
    v.string(),
    v.regex(/^\d{1,30}$/, 'digits only, as Commerce Manager shows it'),
    v.title('Catalogue'),
  ),
  apiVersion: v.pipe(
    v.optional(v.pipe(v.string(), v.regex(/^v\d{1,3}\.\d$/, 'like v23.0')), 'v23.0'),
    v.title('Version of the Graph API'),
    v.description('Each is good for about two years'),
  ),
  condition: Condition,
})
export type MetaSettings = v.InferOutput<typeof MetaSettings>

export const MetaCredentials = v.object({
  accessToken: v.pipe(
    secret(),
    v.title('Token of a system user'),
    v.description('With catalog_management and business_management; it does not end'),
  ),
  appSecret: v.pipe(
    v.optional(secret()),
    v.title('App secret'),
    v.description('When the app asks for a proof of the secret with every call'),
  ),
})
export type MetaCredentials = v.InferOutput<typeof MetaCredentials>
