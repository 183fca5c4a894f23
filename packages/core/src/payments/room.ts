import { subscription } from '../events/index.ts'
import { job } from '../jobs/index.ts'
import { contribute, mountable, type Room } from '../kernel/index.ts'
import { admin, hooks, store } from './contract.ts'
import { manualProvider } from './manual.ts'
import { paymentProvider } from './provider.ts'
import { pruneJob, resolveJob } from './resolve.ts'
import { adminHandlers, hooksHandlers, storeHandlers } from './routes.ts'
import { sandboxProvider } from './sandbox/index.ts'
import { reported } from './webhook.ts'

export const paymentsRoom: Room = {
  id: 'payments',
  mounts: [
    mountable('store', store, storeHandlers),
    mountable('admin', admin, adminHandlers),
    mountable('hooks', hooks, hooksHandlers),
  ],
  contributes: [
    contribute(paymentProvider, manualProvider),
    contribute(paymentProvider, sandboxProvider()),
    contribute(subscription, reported),
    contribute(job, resolveJob),
    contribute(job, pruneJob),
  ],
}
