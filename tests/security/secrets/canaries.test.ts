import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createLog, type LogOptions } from '../../../packages/core/src/kernel/index.ts'
import { type Canary, type Hay, sightings } from './canary.ts'
import { captured, liveThrough, type Story } from './story.ts'

/** Where a secret is handed to who may have it, once. */
const HANDED_OUT: readonly (readonly [string, RegExp])[] = [
  ['an API key', /^POST \/admin\/api-keys 201$/],
  ['the secret of an outgoing webhook', /^POST \/admin\/webhooks 201$/],
  ['the next secret of an outgoing webhook', /^POST \/admin\/webhooks\/:id\/rotate 200$/],
  ['the session of a member of staff', /^POST \/admin\/session 201$/],
  ['the session of a customer', /^POST \/store\/customers\/session 201$/],
  ['the link of a new staff password', /^GET \/dev\/mail\/:id 200$/],
  ['the link that proves an address', /^GET \/dev\/mail\/:id 200$/],
  ['the link of a new password', /^GET \/dev\/mail\/:id 200$/],
  ['the token of a cart', /^POST \/store\/carts 201$/],
  ['the token of an order', /^(POST \/store\/carts\/:id\/complete|GET \/store\/orders\/:id) 200$/],
]

/** What is about persons: the buyer's own things, and what staff look at. */
const PERSONAL =
  /^\w+ (\/store\/(carts|orders|customers)(\/.*)?|\/admin\/(mail|orders|carts|customers)|\/dev\/mail(\/:id)?) 20\d$/
const PERSONAL_TABLES = ['carts', 'customer_identities', 'customer_logins', 'customers', 'mail_messages', 'orders']

const only = (canaries: readonly Canary[], kind: Canary['kind']) => canaries.filter((canary) => canary.kind === kind)
const named = (place: string, hay: readonly Hay[]): Hay[] => hay.filter((one) => one.place === place)

describe('what a shop that is in use lets out', () => {
  let story: Story
  let secrets: readonly Canary[]
  let persons: readonly Canary[]
  beforeAll(async () => {
    story = await liveThrough()
    secrets = only(story.canaries, 'secret')
    persons = only(story.canaries, 'person')
  }, 60_000)
  afterAll(() => story.close())

  it('was worth looking at: everything was planted, and all that can break broke', async () => {
    expect([secrets.length, persons.length]).toEqual([16, 4])
    const log = story.log.join('')
    for (const line of ['a subscription failed', 'a job failed', 'a request failed for a reason nobody declared'])
      expect(log).toContain(line)
    const places = story.answers.map(({ place }) => place)
    for (const place of [
      'GET /admin/vault/pay/broken 500',
      'POST /store/carts/:id/complete 200',
      'POST /hooks/payments/vault 202',
    ])
      expect(places).toContain(place)
    expect(places.length).toBeGreaterThan(55)
    expect((await story.tables()).length).toBeGreaterThan(90)
    for (const table of [
      'events',
      'commands',
      'jobs',
      'event_parked',
      'audit_log',
      'payment_webhooks',
      'webhook_endpoints',
      'webhook_attempts',
      'webhook_messages',
      'vault_secrets',
    ])
      expect(named(table, await story.tables())[0]?.content.length, table).toBeGreaterThan(0)
  })

  it('is no secret and no person in the log', () => {
    expect(sightings(story.canaries, [{ place: 'the log', content: story.log.join('') }])).toEqual([])
  })

  it('is no secret in an answer, except where it is handed out', () => {
    const told = sightings(secrets, story.answers).filter(
      (sighting) =>
        !HANDED_OUT.some(
          ([name, place]) => sighting.startsWith(`${name} in `) && place.test(sighting.slice(name.length + 4)),
        ),
    )
    expect(told).toEqual([])
    for (const [name, place] of HANDED_OUT) {
      const handed = sightings(
        secrets,
        story.answers.filter((answer) => place.test(answer.place)),
      )
      expect(
        handed.some((sighting) => sighting.startsWith(`${name} in`)),
        name,
      ).toBe(true)
    }
  })

  it('is a person only in answers about persons, and never in a refusal', () => {
    expect(
      sightings(
        persons,
        story.answers.filter(({ place }) => !PERSONAL.test(place)),
      ),
    ).toEqual([])
    expect(
      sightings(
        persons,
        story.answers.filter(({ place }) => / [45]\d\d$/.test(place)),
      ),
    ).toEqual([])
  })

  it('is no secret in any file beside the database, nor in it, nor in its backup', async () => {
    const files = await story.files()
    expect(files.map(({ place }) => place)).toEqual(expect.arrayContaining(['shop.db', 'shop.db-wal', 'the backup']))
    expect(sightings(secrets, files)).toEqual([])
    expect(sightings(persons, named('the backup', files)).length).toBe(persons.length)
  })

  it('is no secret in any row, and a person only in the tables of persons', async () => {
    const tables = await story.tables()
    expect(sightings(secrets, tables)).toEqual([])
    const places = new Set(sightings(persons, tables).map((sighting) => sighting.split(' in ')[1]))
    expect([...places].sort()).toEqual(PERSONAL_TABLES)
  })

  it('leaves the token of this machine in a file that only its user can read', () => {
    for (const name of ['shop.db.owner.json', 'files/secret']) {
      const path = join(story.victim.folder, name)
      if (existsSync(path)) expect([name, statSync(path).mode & 0o077]).toEqual([name, 0])
    }
    expect(existsSync(join(story.victim.folder, 'shop.db.owner.json'))).toBe(true)
  })
})

describe('the search for what was let out', () => {
  const canary = { name: 'it', kind: 'secret', text: 'Kanarie+vogel/471~x=é' } as const
  const { text } = canary

  it.each([
    ['as it is', text],
    ['in a URL', `https://x.example/?a=${encodeURIComponent(text)}&b`],
    ['in JSON', JSON.stringify({ a: { b: `x${text}` } })],
    ['in hex', Buffer.from(`ab${text}cd`).toString('hex')],
    ['in base64', Buffer.from(`ab${text}cd`).toString('base64')],
    ['in base64 from another beginning', Buffer.from(`a${text}cde`).toString('base64')],
    ['in base64url', Buffer.from(text).toString('base64url')],
    ['in two bytes each', Buffer.from(`x${text}y`, 'utf16le')],
    ['among bytes', Buffer.concat([Buffer.alloc(5_000, 255), Buffer.from(text), Buffer.alloc(9)])],
  ])('finds a word %s', (_, content) => {
    expect(sightings([canary], [{ place: 'here', content }])).toEqual(['it in here'])
  })

  it('finds nothing where nothing is', () => {
    expect(sightings([canary], [{ place: 'here', content: text.slice(0, -6) + text.slice(-5) }])).toEqual([])
  })

  it('finds a plugin that stores what it should seal, in its row, in the file and in the backup', async () => {
    const story = await liveThrough({ isCareless: true })
    const secrets = only(story.canaries, 'secret')
    const name = 'the sealed secret of a provider'
    expect(sightings(secrets, await story.tables())).toEqual([`${name} in vault_secrets`])
    expect(sightings(secrets, await story.files())).toEqual(
      expect.arrayContaining([`${name} in shop.db-wal`, `${name} in the backup`]),
    )
    await story.close()
  })

  it('finds a log that strikes nothing out', () => {
    const told = (options: LogOptions) => {
      const about = { err: new Error(`could not sign in with Bearer ${text}`), headers: { authorization: text } }
      createLog(options).error(about, 'no')
      return about
    }
    const lines: string[] = []
    const { err, headers } = told(captured(lines))
    const careless = JSON.stringify({ err: err.message, headers })
    expect(lines).toHaveLength(1)
    expect(sightings([canary], [{ place: 'ours', content: lines.join('') }])).toEqual([])
    expect(sightings([canary], [{ place: 'a careless one', content: careless }])).toEqual(['it in a careless one'])
  })
})
