import { publishedEvent, subscription } from '../events/index.ts'
import { job, worker } from '../jobs/index.ts'
import { actionItems, contribute, mountable, type Room } from '../kernel/index.ts'
import { type Message, mailMessage } from '../mail/index.ts'
import { webhookItems } from './action-items.ts'
import { admin } from './contract.ts'
import { freeDeliveries } from './due.ts'
import { webhookDisabled, webhookFailing } from './events.ts'
import { disabledLetter, failingLetter } from './letters.ts'
import { pruneDeliveries } from './prune.ts'
import { adminHandlers } from './routes.ts'
import { startSender } from './sender.ts'
import { warnings } from './warnings.ts'

/** What happens here is told to the merchant's own systems (Standard Webhooks 1.0.0). */
export const webhooksRoom: Room = {
  id: 'webhooks',
  mounts: [mountable('admin', admin, adminHandlers)],
  contributes: [
    contribute(publishedEvent, webhookFailing),
    contribute(publishedEvent, webhookDisabled),
    ...warnings.map((found) => contribute(subscription, found)),
    contribute(mailMessage, failingLetter as Message),
    contribute(mailMessage, disabledLetter as Message),
    contribute(actionItems, webhookItems),
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
