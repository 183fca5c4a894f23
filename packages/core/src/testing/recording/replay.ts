import { scrubber } from '../../channels/lane/scrub.ts'
import { bytesOf, keptTextOf, textOf } from './body.ts'
import { type Fixture, type FixtureBody, SECRET } from './fixture.ts'
import { differences, type Leaves, leavesOf } from './leaves.ts'
import { steadyBoundary } from './volatile.ts'

export type ReplayingFetch = typeof globalThis.fetch & {
  /** What was thrown, too, for code that catches everything. */
  readonly misses: readonly string[]
  /** What was recorded and not asked for yet. */
  readonly left: () => readonly Fixture[]
}

interface Recorded {
  readonly fixture: Fixture
  readonly leaves: Leaves
  isGiven: boolean
}

/**
 * A `fetch` without a network: each fixture answers once, in order, to the request with its method, address and body (JSON and forms by their
 * fields; a secret that was taken out fits any). Throws an error that names the nearest recorded request when none fits.
 * @example const fetch = replayingFetch(readFixtures('src/fixtures/orders.json'))
 */
export function replayingFetch(fixtures: readonly Fixture[]): ReplayingFetch {
  const recorded = fixtures.map((fixture): Recorded => ({ fixture, leaves: leavesOfFixture(fixture), isGiven: false }))
  const misses: string[] = []
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init)
    const leaves = await leavesOfRequest(request)
    request.signal.throwIfAborted()
    const fitting = recorded.filter((one) => differences(one.leaves, leaves).length === 0)
    const next = fitting.find(({ isGiven }) => !isGiven)
    if (next === undefined) {
      const miss = fitting.length > 0 ? tooOften(request, fitting) : nearest(request, leaves, recorded)
      misses.push(miss)
      throw new Error(miss)
    }
    next.isGiven = true
    return answerOf(next.fixture)
  }
  const left = () => recorded.filter(({ isGiven }) => !isGiven).map(({ fixture }) => fixture)
  return Object.assign(fetch, { misses, left })
}

function leavesOfFixture({ method, url, requestBody }: Fixture): Leaves {
  return leavesOf({ method, url, body: bodyText(requestBody) })
}

function bodyText(body: FixtureBody): string | null {
  return typeof body === 'object' && body !== null && 'base64' in body ? body.base64 : keptTextOf(body)
}

async function leavesOfRequest(request: Request): Promise<Leaves> {
  const { bytes } = steadyBoundary(request.headers, new Uint8Array(await request.clone().arrayBuffer()))
  const body = bytes.length === 0 ? null : (textOf(bytes) ?? Buffer.from(bytes).toString('base64'))
  return leavesOf({ method: request.method, url: request.url, body })
}

function answerOf({ status, responseHeaders: headers, responseBody }: Fixture): Response {
  const isBare = status === 204 || status === 205 || status === 304
  return new Response(isBare ? null : bytesOf(responseBody), { status, headers })
}

const { scrub } = scrubber([], SECRET)
const nameOf = ({ method, url }: Pick<Request, 'method' | 'url'>) => `${method} ${scrub(url)}`

function tooOften(request: Request, { length }: readonly Recorded[]): string {
  return `${nameOf(request)} was recorded ${length === 1 ? 'once' : `${length} times`} and is asked once more`
}

/** Another path or method is further away than any number of fields. */
const FAR = 1_000
const SHOWN = 5
const LONGEST = 80

function nearest(request: Request, asked: Leaves, recorded: readonly Recorded[]): string {
  const ranked = recorded
    .map((one, at) => ({ ...one, at, where: differences(one.leaves, asked) }))
    .sort((a, b) => distance(a.where) - distance(b.where))
  const [best] = ranked
  if (best === undefined) return `nothing is recorded, and ${nameOf(request)} is asked`
  const words = best.where
    .slice(0, SHOWN)
    .map((where) => `${where} was ${shown(where, best.leaves)} and is ${shown(where, asked)}`)
  const more = best.where.length > SHOWN ? `, and ${best.where.length - SHOWN} more` : ''
  return `${nameOf(request)} is not recorded; the nearest is number ${best.at + 1}, ${nameOf(best.fixture)}: ${words.join(', ')}${more}`
}

function distance(where: readonly string[]): number {
  return where.reduce((sum, place) => sum + (/^(method|origin|path\.)/.test(place) ? FAR : 1), 0)
}

/** As it may be shown: a real secret may be under way, when somebody replays with the accounts that were recorded. */
function shown(where: string, leaves: Leaves): string {
  const value = leaves.get(where)
  if (value === undefined) return 'nothing'
  if (where.split('.').some((name) => scrub(`${name}=x`) !== `${name}=x`)) return SECRET
  const clean = scrub(value)
  return clean.length > LONGEST ? `${clean.slice(0, LONGEST)}…` : clean
}
