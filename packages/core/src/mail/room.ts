import { subscription } from '../events/index.ts'
import { job } from '../jobs/index.ts'
import { contribute, mountable, type Room } from '../kernel/index.ts'
import { admin } from './contract.ts'
import { adminHandlers } from './routes.ts'
import { sendQueued } from './send.ts'
import { pruneMails } from './service.ts'
import { staffMails } from './staff-mails.ts'

export const mailRoom: Room = {
  id: 'mail',
  mounts: [mountable('admin', admin, adminHandlers)],
  contributes: [
    contribute(subscription, sendQueued),
    ...staffMails.map((found) => contribute(subscription, found)),
    contribute(job, {
      name: 'mail/prune',
      every: '1d',
      run: async (ctx) => {
        const removed = await pruneMails(ctx)
        ctx.log.debug({ removed }, 'mails pruned')
      },
    }),
  ],
}
