import type { Victim } from '../victim.ts'
import { type Examples, write } from './example.ts'

/** Disabled, or for an event that never comes: what is sent behind the scenes would be taken for what a request did. */
export function ofWebhooks(victim: Victim): Examples {
  const webhook = { url: 'http://erp.internal/hooks', events: ['webhook.failing'], enabled: false }
  const added = async (input = {}): Promise<string> =>
    `/webhooks/${(await victim.order('POST', '/webhooks', { ...webhook, ...input })).id}`
  const since = '2026-01-01T00:00:00Z'
  return {
    'admin.webhooks.create': async () => write(victim, 'POST', '/webhooks', webhook),
    'admin.webhooks.update': async () => write(victim, 'PATCH', await added(), { description: 'ERP' }),
    'admin.webhooks.remove': async () => write(victim, 'DELETE', await added()),
    'admin.webhooks.rotate': async () => write(victim, 'POST', `${await added()}/rotate`, { overlapHours: 1 }),
    'admin.webhooks.test': async () => write(victim, 'POST', `${await added()}/test`, {}),
    'admin.webhooks.replayFailed': async () =>
      write(victim, 'POST', `${await added({ enabled: true })}/replay`, { since }),
  }
}
