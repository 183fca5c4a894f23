import { deadLetterCounts } from '../../events/index.ts'
import { failedJobs } from '../../jobs/index.ts'
import { type ActionItem, actionItems, type Context, iso } from '../../kernel/index.ts'
import type { PluginView } from './model.ts'

/** Events that subscriptions of plugins gave up on. */
export async function deadLetterItems(ctx: Context): Promise<ActionItem[]> {
  const counts = await deadLetterCounts(ctx)
  return counts.map(({ consumer, count, since }) => ({
    id: `dead-letters/${consumer}`,
    plugin: ownerOf(consumer),
    title: `${count} dead ${count === 1 ? 'letter' : 'letters'} of ${consumer}`,
    detail:
      'Events that it could not take, however often they were tried. Replay them when the cause is gone, or discard them.',
    href: `/admin/events/dead-letters?consumer=${encodeURIComponent(consumer)}`,
    count,
    since,
  }))
}

/** Jobs of plugins whose last run failed. */
export async function failedJobItems(ctx: Context): Promise<ActionItem[]> {
  const failed = await failedJobs(ctx)
  return failed.map(({ name, error, finishedAt }) => ({
    id: `failed-jobs/${name}`,
    plugin: ownerOf(name),
    title: `${name} failed`,
    detail: error ?? '',
    href: '/admin/jobs',
    count: 1,
    since: finishedAt,
  }))
}

function ownerOf(name: string): string {
  return name.split('/', 1)[0] ?? ''
}

/** What waits for a person, by plugin. One that cannot be told is left out and logged: the others are still shown. */
export async function allActionItems(ctx: Context): Promise<Map<string, PluginView['actionItems']>> {
  const byPlugin = new Map<string, PluginView['actionItems']>()
  for (const tell of ctx.extensions.of(actionItems)) {
    const items = await tell(ctx).catch((err) => {
      ctx.log.error({ err }, 'the action items of a room could not be read')
      return []
    })
    for (const { since, ...item } of items) {
      const view = { ...item, since: since === null ? null : iso(since) }
      byPlugin.set(item.plugin, [...(byPlugin.get(item.plugin) ?? []), view])
    }
  }
  return byPlugin
}

/** All of them, what waits longest first. */
export async function waitingItems(ctx: Context): Promise<PluginView['actionItems']> {
  const items = [...(await allActionItems(ctx)).values()].flat()
  return items.sort((a, b) => (a.since ?? '').localeCompare(b.since ?? ''))
}
