import type { Migration } from '../kernel/index.ts'
import { kernel } from './0001_kernel.ts'
import { events } from './0002_events.ts'
import { jobs } from './0003_jobs.ts'
import { markets } from './0004_markets.ts'
import { access } from './0005_access.ts'
import { mail } from './0006_mail.ts'
import { catalog } from './0007_catalog.ts'
import { pricing } from './0008_pricing.ts'
import { delivery } from './0009_delivery.ts'
import { inventory } from './0010_inventory.ts'
import { customers } from './0011_customers.ts'
import { carts } from './0012_carts.ts'
import { payments } from './0013_payments.ts'
import { orders } from './0014_orders.ts'
import { fulfillment } from './0015_fulfillment.ts'
import { browse } from './0016_browse.ts'
import { integrity } from './0017_integrity.ts'
import { browseCounts } from './0018_browse_counts.ts'
import { debtsSeenTo } from './0019_debts_seen_to.ts'
import { leanerIndexes } from './0020_leaner_indexes.ts'
import { plugins } from './0021_plugins.ts'
import { channels } from './0022_channels.ts'
import { webhooks } from './0023_webhooks.ts'
import { channelSteps } from './0024_channel_steps.ts'
import { channelUpkeep } from './0025_channel_upkeep.ts'
import { channelDuties } from './0026_channel_duties.ts'
import { channelIdentity } from './0027_channel_identity.ts'

/** Every schema step of the core, in the order of the rooms. A released one is never edited. */
export const migrations: readonly Migration[] = [
  kernel,
  events,
  jobs,
  markets,
  access,
  mail,
  catalog,
  pricing,
  delivery,
  inventory,
  customers,
  carts,
  payments,
  orders,
  fulfillment,
  browse,
  integrity,
  browseCounts,
  debtsSeenTo,
  leanerIndexes,
  plugins,
  channels,
  webhooks,
  channelSteps,
  channelUpkeep,
  channelDuties,
  channelIdentity,
]
