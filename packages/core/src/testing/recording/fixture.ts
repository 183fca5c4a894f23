import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import * as v from 'valibot'

/** In place of a secret. Plain letters, so that it may travel on in a header or an address when it is replayed. */
export const SECRET = '__secret__'

const BodySchema = v.nullable(
  v.union([v.string(), v.strictObject({ json: v.unknown() }), v.strictObject({ base64: v.string() })]),
)
const HeadersSchema = v.record(v.string(), v.string())
const FixtureSchema = v.strictObject({
  method: v.string(),
  url: v.string(),
  requestHeaders: HeadersSchema,
  requestBody: BodySchema,
  status: v.pipe(v.number(), v.integer(), v.minValue(200), v.maxValue(599)),
  responseHeaders: HeadersSchema,
  responseBody: BodySchema,
})

/** Text as it was sent; compact JSON as its value, so that a file can be read and compared; bytes that are no text in base64. */
export type FixtureBody = v.InferOutput<typeof BodySchema>

/** One request and its answer, without secrets. */
export type Fixture = Readonly<v.InferOutput<typeof FixtureSchema>>

/**
 * A `sink` that keeps what it is given in a JSON file, which is whole after every exchange. A file of before is replaced with the first one.
 * @example recordingFetch({ sink: writeFixtures('src/fixtures/orders.json') })
 */
export function writeFixtures(path: string): (fixture: Fixture) => void {
  const all: Fixture[] = []
  return (fixture) => {
    all.push(fixture)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(`${path}.part`, `${JSON.stringify(all, null, 2)}\n`)
    renameSync(`${path}.part`, path)
  }
}

/** Reads what `writeFixtures` wrote. Throws when the file is something else. */
export function readFixtures(path: string): readonly Fixture[] {
  const read = v.safeParse(v.array(FixtureSchema), JSON.parse(readFileSync(path, 'utf8')))
  if (read.success) return read.output
  const [issue] = read.issues
  throw new TypeError(`${path} holds no fixtures: ${v.getDotPath(issue) ?? 'the whole'}: ${issue.message}`)
}
