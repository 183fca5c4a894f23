import type { App } from '../../kernel/index.ts'
import { formOf } from '../../kernel/index.ts'
import { channelPoint, type InstalledChannel } from '../point.ts'
import { problems } from '../problems.ts'
import type { ChannelView } from './model.ts'

/** The channel of an enabled plugin. Throws `channels.unknownChannel`. */
export function installedChannel({ extensions }: Pick<App, 'extensions'>, id: string): InstalledChannel {
  const all = extensions.of(channelPoint)
  const found = all.find(({ channel }) => channel.id === id)
  if (found !== undefined) return found
  const known = all.map(({ channel }) => channel.id).join(', ')
  throw problems.unknownChannel({
    detail: `There is no channel ${id}, or its plugin is disabled.`,
    ...(known === '' ? {} : { hint: `Installed: ${known}.` }),
    errors: [{ path: 'body.channel', code: 'unknown', message: 'is no installed channel' }],
  })
}

const CAPABILITIES = ['listings', 'stock', 'prices', 'receipts', 'orders', 'webhook', 'oauth', 'test'] as const

/** What is installed, with the forms that a merchant fills in. */
export function listChannels({ extensions }: Pick<App, 'extensions'>): Promise<ChannelView[]> {
  return Promise.all(
    extensions.of(channelPoint).map(async ({ channel }) => ({
      id: channel.id,
      title: channel.title,
      kind: channel.kind,
      version: channel.version,
      hosts: [...channel.hosts],
      capabilities: [
        ...CAPABILITIES.filter((name) => channel[name] !== undefined),
        ...(channel.oauth?.authorize === undefined ? [] : ['authorize']),
      ],
      settings: channel.settings === undefined ? null : await formOf(channel.settings),
      credentials: channel.credentials === undefined ? null : await formOf(channel.credentials),
    })),
  )
}
