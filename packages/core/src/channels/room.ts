import { subscription } from '../events/index.ts'
import { job, worker } from '../jobs/index.ts'
import { actionItems, contribute, mountable, pluginRemoving, type Room } from '../kernel/index.ts'
import { channelItems } from './action-items.ts'
import { tellings } from './commands/index.ts'
import { admin, hooks } from './contract.ts'
import { markings, startChannels } from './engine/index.ts'
import { freeChannels } from './lane/index.ts'
import { eraseWaiting, unknownItems } from './orders/index.ts'
import { endListings, forgetAccounts } from './plugin-removal.ts'
import { pruneRecords } from './records/index.ts'
import { adminHandlers, hooksHandlers } from './routes.ts'

export const channelsRoom: Room = {
  id: 'channels',
  mounts: [mountable('admin', admin, adminHandlers), mountable('hooks', hooks, hooksHandlers)],
  contributes: [
    contribute(job, {
      name: 'channels/prune',
      every: '1d',
      run: async (ctx) => {
        await eraseWaiting(ctx)
        const removed = await pruneRecords(ctx)
        ctx.log.debug({ removed }, 'records of channels pruned')
      },
    }),
    ...[...markings, ...unknownItems, tellings].map((one) => contribute(subscription, one)),
    contribute(actionItems, channelItems),
    contribute(pluginRemoving, endListings),
    contribute(pluginRemoving, forgetAccounts, 'post'),
    contribute(worker, {
      name: 'channels/engine',
      async start(app, { isAlone }) {
        if (isAlone) await freeChannels(app)
        return startChannels(app)
      },
    }),
  ],
}
