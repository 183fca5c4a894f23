import * as v from 'valibot'
import { errorsOf, refuse, refusedIn } from './refuse.ts'

const MOST = 25
const Requests = v.object({ requests: v.array(v.looseObject({})) })

/** Each entry of a bulk call apart: one that is refused stops no other (207). */
export async function eachOf(request: Request, work: (entry: Readonly<Record<string, unknown>>) => object[] | object) {
  const { requests } = v.parse(Requests, await request.json())
  if (requests.length > MOST)
    throw refuse({ status: 400, errorId: 25727, message: `The number of requests cannot exceed ${MOST}.` })
  const seen = new Set<string>()
  return {
    responses: requests.flatMap((entry) => {
      const { sku, offerId } = entry as { readonly sku?: string; readonly offerId?: string }
      const named = { ...(sku === undefined ? {} : { sku }), ...(offerId === undefined ? {} : { offerId }) }
      try {
        const key = JSON.stringify(named)
        if (seen.has(key))
          throw refuse({ status: 400, errorId: 25734, message: 'SKU should be unique in the request.' })
        seen.add(key)
        return work(entry)
      } catch (thrown) {
        const refused = refusedIn(thrown)
        return [{ ...named, statusCode: refused.status, errors: errorsOf(refused), warnings: [] }]
      }
    }),
  }
}
