import { type Scrubber, SHORTEST, scrubber, scrubHeaders, secretsHeard } from '../../channels/lane/scrub.ts'
import { keptBody, textOf } from './body.ts'
import { type Fixture, SECRET } from './fixture.ts'
import { steadyBoundary, steadyHeaders } from './volatile.ts'

export interface RecordingOptions {
  /** What really sends; default the global one. */
  readonly fetch?: typeof globalThis.fetch
  /** Texts of at least 8 signs that must not be in a fixture, however they are coded. Tokens that the platform gives out are learned. */
  readonly secrets?: readonly string[]
  /** Gets each exchange in the order in which the requests began. */
  readonly sink: (fixture: Fixture) => void
}

/**
 * A `fetch` that hands on each exchange as a fixture, without secrets (those that it is told, those that it hears, and whatever a header or
 * field of such a name holds) and without what is another each time (dates, ids of requests, what is left of limits). A request that was not
 * answered leaves no fixture. Throws when a secret is too short to be found.
 */
export function recordingFetch({
  fetch = globalThis.fetch,
  secrets = [],
  sink,
}: RecordingOptions): typeof globalThis.fetch {
  for (const [at, { length }] of secrets.entries())
    if (length < SHORTEST) throw new TypeError(`secrets[${at}] has ${length} signs; under ${SHORTEST} none is found`)
  const hidden = scrubber(secrets, SECRET)
  const turn = inOrder(sink)
  return async (input, init) => {
    const take = turn()
    let exchange: Fixture | undefined
    try {
      const request = new Request(input, init)
      const sent = await heard(request, hidden)
      const response = await fetch(request)
      const got = await heard(response, hidden).catch(() => undefined)
      if (got !== undefined) exchange = fixtureOf({ request, sent, response, got, hidden })
      return response
    } finally {
      take(exchange)
    }
  }
}

interface Heard {
  readonly headers: Headers
  readonly bytes: Uint8Array
}

async function heard(message: Request | Response, { learn }: Scrubber): Promise<Heard> {
  const read = steadyBoundary(message.headers, new Uint8Array(await message.clone().arrayBuffer()))
  for (const secret of secretsHeard({ headers: read.headers, text: textOf(read.bytes) ?? '' })) learn(secret)
  return read
}

interface Happened {
  readonly request: Request
  readonly sent: Heard
  readonly response: Response
  readonly got: Heard
  readonly hidden: Scrubber
}

function fixtureOf({ request, sent, response, got, hidden: { scrub } }: Happened): Fixture {
  return {
    method: request.method,
    url: scrub(request.url),
    requestHeaders: steadyHeaders(scrubHeaders(sent.headers, scrub, SECRET)),
    requestBody: keptBody(sent.bytes, scrub),
    status: response.status,
    responseHeaders: steadyHeaders(scrubHeaders(got.headers, scrub, SECRET)),
    responseBody: keptBody(got.bytes, scrub),
  }
}

/** What ends early waits for what began earlier, so that calls side by side are always written in one order. */
function inOrder(sink: (fixture: Fixture) => void) {
  const waiting: { isDone: boolean; fixture?: Fixture }[] = []
  return () => {
    const place: (typeof waiting)[number] = { isDone: false }
    waiting.push(place)
    return (fixture: Fixture | undefined) => {
      place.isDone = true
      if (fixture !== undefined) place.fixture = fixture
      while (waiting[0]?.isDone === true) {
        const next = waiting.shift()?.fixture
        if (next !== undefined) sink(next)
      }
    }
  }
}
