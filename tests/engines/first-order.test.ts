import { serveTestShop } from '../../packages/core/src/testing/shop.ts'
import { firstOrder } from '../stories/first-order.ts'
import { describeServer } from './fixtures/server.ts'

for (const scheme of ['ws', 'http'] as const)
  describeServer(`a first order on a libSQL server over ${scheme}`, (server) =>
    firstOrder(() => serveTestShop(server.options(scheme))),
  )
