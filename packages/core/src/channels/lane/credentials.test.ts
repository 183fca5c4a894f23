import { setTimeout } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type App, insertInto } from '../../kernel/index.ts'
import { allChannels } from '../../markets/index.ts'
import { openTestApp, type TestApp } from '../../testing/app.ts'
import type { Account, Tokens } from '../account.ts'
import type { AnyChannel } from '../channel.ts'
import { connections } from '../schema.ts'
import { freshToken } from './credentials.ts'

const insertConnection = insertInto(connections)
const connectionId = 'con_1'

async function connect(app: App): Promise<void> {
  const { db, now } = app
  const [channel] = await allChannels(app)
  const row = {
    id: connectionId,
    channel: 'plain',
    name: 'Plain',
    status: 'live' as const,
    settings: {},
    salesChannelId: channel?.id ?? '',
    market: 'default',
    currency: 'EUR',
    language: 'en',
    stockPolicy: {},
    pricePolicy: {},
    onDrift: 'overwrite' as const,
    createdAt: now(),
    updatedAt: now(),
  }
  await db.batch([insertConnection(row)])
}

describe('an access token', () => {
  let test: TestApp
  beforeEach(async () => {
    test = await openTestApp()
    await connect(test.app)
  })
  afterEach(() => test.close())

  it('is renewed once, however many processes ask, since a refresh token may be good for once', async () => {
    const used: (string | undefined)[] = []
    const refresh = async (_account: unknown, current: Tokens | null): Promise<Tokens> => {
      const number = used.push(current?.refreshToken)
      await setTimeout(50)
      return {
        accessToken: `access-${number}`,
        refreshToken: `refresh-${number}`,
        expiresAt: test.app.now() + 3_600_000,
      }
    }
    const channel = { id: 'plain', oauth: { refresh } } as unknown as AnyChannel
    const account = {} as Account<unknown, unknown>
    // Each process knows its own database handle.
    const processes = [1, 2, 3].map((): App => ({ ...test.app, db: Object.create(test.app.db) as App['db'] }))
    const asked = await Promise.all(
      [...processes, ...processes].map((app) => freshToken(app, { connectionId, channel, account })),
    )
    expect(used).toEqual([undefined])
    expect(asked.map(({ accessToken }) => accessToken)).toEqual(Array(6).fill('access-1'))
  })
})
