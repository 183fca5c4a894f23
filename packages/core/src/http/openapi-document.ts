import { admin } from '../contract/admin.ts'
import { store } from '../contract/store.ts'
import {
  type Contract,
  type Endpoint,
  type OpenApiDocument,
  openapi,
  type Room,
  requestProblems,
} from '../kernel/index.ts'
import { problems as markets } from '../markets/problems.ts'
import { version } from '../version.ts'
import { isShown } from './surfaces.ts'

const BUYER_HEADERS = [
  { name: 'Vitrine-Market', description: 'Code of the market: where the buyer is.' },
  { name: 'Vitrine-Currency', description: 'Currency of the answer, one of the market.' },
  { name: 'Vitrine-Channel', description: 'Code of the sales channel, where no key names it.' },
  { name: 'Accept-Language', description: 'Language of texts; falls back along the languages of the market.' },
]

/** What the headers of buyers may be refused with. */
const NEAR = [markets.unknownMarket, markets.unknownCurrency, markets.unknownChannel]

/** The whole HTTP surface as one OpenAPI 3.1 document, printed from the contracts. */
export function openApiDocument(rooms: readonly Room[]): Promise<OpenApiDocument> {
  return openapi({
    title: 'Vitrine',
    version,
    description:
      'One catalogue, one stock, one customer, one order book. /store is for buyers, /admin for staff and API keys.',
    surfaces: [
      {
        prefix: '/store',
        groups: { ...store, ...others(rooms, 'store', store) },
        headers: BUYER_HEADERS,
        problems: (endpoint) => (isShown(endpoint) ? NEAR : [...NEAR, requestProblems.unauthenticated]),
        schemes: {
          publishableKey: {
            type: 'apiKey',
            in: 'header',
            name: 'Vitrine-Key',
            description: 'pk_…, bound to a sales channel; optional in development',
          },
          customer: { type: 'apiKey', in: 'cookie', name: 'vitrine_customer' },
        },
        security: ({ access }: Endpoint) =>
          access === 'customer' ? [{ publishableKey: [], customer: [] }] : [{ publishableKey: [] }, {}],
      },
      {
        prefix: '/admin',
        groups: { ...admin, ...others(rooms, 'admin', admin) },
        schemes: {
          apiKey: { type: 'http', scheme: 'bearer', description: 'vk_…, with scopes' },
          staff: { type: 'apiKey', in: 'cookie', name: 'vitrine_staff' },
        },
        security: ({ access }: Endpoint) => (access === 'public' ? [] : [{ apiKey: [] }, { staff: [] }]),
      },
    ],
  })
}

/** Endpoints of rooms that were added to the core's. */
function others(
  rooms: readonly Room[],
  surface: 'store' | 'admin',
  known: Readonly<Record<string, Contract>>,
): Record<string, Contract> {
  const own = new Set(Object.values(known))
  const added = rooms.flatMap(({ id, mounts = [] }) =>
    mounts
      .filter((mounted) => mounted.surface === surface && !own.has(mounted.contract))
      .map(({ contract }) => [id, contract] as const),
  )
  return Object.fromEntries(added)
}
