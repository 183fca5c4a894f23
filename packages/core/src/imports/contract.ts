import * as v from 'valibot'
import { route } from '../kernel/shared.ts'
import { problems } from './problems.ts'

const word = v.pipe(v.string(), v.minLength(1), v.maxLength(100))

/** Bytes; a file of half a million rows fits. */
const LARGEST_FILE = 200 * 1_048_576

export const admin = {
  shopify: route.upload('/imports/shopify', {
    query: v.strictObject({
      dryRun: v.optional(v.boolean()),
      currency: v.optional(word),
      track: v.optional(v.boolean()),
      stock: v.optional(v.picklist(['keep', 'set'])),
      location: v.optional(word),
    }),
    access: 'catalog:write',
    accepts: ['text/csv'],
    answers: ['application/json', 'application/x-ndjson'],
    maxBody: LARGEST_FILE,
    problems: [problems.encoding, problems.columns, problems.empty, problems.currency, problems.location],
    summary:
      "Takes over a product CSV of Shopify's admin. Answers a report; with Accept: application/x-ndjson a line of progress for each batch first.",
  }),
}
