import { publishedEvent } from '../events/index.ts'
import { job, worker } from '../jobs/index.ts'
import { contribute, mountable, type Room } from '../kernel/index.ts'
import { admin } from './contract.ts'
import { freeDeliveries } from './due.ts'
import { webhookDisabled, webhookFailing } from './events.ts'
import { pruneDeliveries } from './prune.ts'
import { adminHandlers } from './routes.ts'
import { startSender } from './sender.ts'

/** What happens here is told to the merchant's own systems (Standard Webhooks 1.0.0). */
export const webhooksRoom: Room = {
  id: 'webhooks',
  mounts: [mountable('admin', admin, adminHandlers)],
  contributes: [
    contribute(publishedEvent, webhookFailing),
    contribute(publishedEvent, webhookDisabled),
    contribute(worker, {
      name: 'webhooks/send',
      async start(app, { isAlone }) {
        if (isAlone) await freeDeliveries(app)
        return startSender(app)
      },
    }),
    contribute(job, {
      name: 'webhooks/prune',
      every: '1d',
      run: async (ctx) => {
        const removed = await pruneDeliveries(ctx)
        ctx.log.debug({ removed }, 'deliveries of webhooks pruned')
      },
    }),
  ],
}
