import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readFixtures } from './fixture.ts'
import { record, SECRET } from './fixtures/morning.ts'
import { HOME, offer, sell } from './fixtures/seller.ts'
import { replayingFetch } from './replay.ts'

describe('a replay', () => {
  it('gives without a network what was recorded, whatever the credentials', async () => {
    const { heard, fixtures } = await record()
    const fetch = replayingFetch(fixtures)
    const again = await sell(fetch, { secret: 'another one' })
    expect(again).toEqual({ token: '__secret__', heard })
    expect(heard[1]).not.toEqual(heard[3])
    expect(fetch.left()).toEqual([])
    expect(fetch.misses).toEqual([])
  })

  it('does not mind the order of fields in JSON and forms', async () => {
    const { fixtures } = await record()
    const fetch = replayingFetch(fixtures)
    const content = Object.fromEntries(Object.entries(offer).reverse())
    const sent = { method: 'POST', body: JSON.stringify({ offers: [content] }) }
    expect((await fetch(`${HOME}/v1/offers/batch`, sent)).status).toBe(200)
    const form = 'client_secret=x&client_id=bazaar-demo&grant_type=client_credentials'
    expect((await fetch(`${HOME}/oauth/token`, { method: 'POST', body: form })).status).toBe(200)
    expect(fetch.left()).toHaveLength(3)
  })

  it('names the nearest recorded request, and where it differs', async () => {
    const fetch = replayingFetch((await record()).fixtures)
    const body = JSON.stringify({ offers: [{ ...offer, title: 'Veil', brand: 'Hive & Co' }] })
    const asked = fetch(`${HOME}/v1/offers/batch`, { method: 'POST', body })
    await expect(asked).rejects.toThrow(
      `POST ${HOME}/v1/offers/batch is not recorded; the nearest is number 4, POST ${HOME}/v1/offers/batch: ` +
        'body.offers.0.title was "Smoker" and is "Veil", body.offers.0.brand was null and is "Hive & Co"',
    )
    await expect(fetch(`${HOME}/v1/offers?after=A`)).rejects.toThrow('query.after was nothing and is A')
    expect(fetch.misses).toHaveLength(2)
    await expect(replayingFetch([])(HOME)).rejects.toThrow('nothing is recorded')
  })

  it('answers no more often than was recorded', async () => {
    const fetch = replayingFetch((await record()).fixtures)
    await fetch(`${HOME}/v1/offers`)
    await fetch(`${HOME}/v1/offers`)
    await expect(fetch(`${HOME}/v1/offers`)).rejects.toThrow('was recorded 2 times and is asked once more')
  })

  it('says no secret of the one who replays', async () => {
    const fetch = replayingFetch((await record()).fixtures)
    const asked = fetch(`${HOME}/v1/offers?api_key=${SECRET.slice(0, 4)}`)
    await expect(asked).rejects.toThrow('query.api_key was nothing and is __secret__')
    expect(fetch.misses.join()).not.toContain(SECRET.slice(0, 4))
  })

  it('reads nothing but fixtures', () => {
    const folder = mkdtempSync(join(tmpdir(), 'fixtures-'))
    const path = join(folder, 'other.json')
    writeFileSync(path, '[{"method":"GET"}]')
    expect(() => readFixtures(path)).toThrow(/holds no fixtures: 0\.url/)
    rmSync(folder, { recursive: true })
  })
})
