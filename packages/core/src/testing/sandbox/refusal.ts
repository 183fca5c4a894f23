import * as v from 'valibot'

/** What a platform says when it takes a request not; each platform prints it in its own format. */
export interface Refusal {
  readonly status: number
  readonly code: string
  readonly message: string
  readonly fields?: readonly { readonly field: string; readonly message: string }[]
  readonly headers?: Readonly<Record<string, string>>
}

/** An error that ends the request with the refusal. */
export function refusal(refused: Refusal): Error & { readonly refused: Refusal } {
  return Object.assign(new Error(refused.message), { refused })
}

export function refusalOf(thrown: unknown): Refusal {
  if (thrown instanceof Error && 'refused' in thrown) return thrown.refused as Refusal
  return { status: 500, code: 'INTERNAL', message: thrown instanceof Error ? thrown.message : String(thrown) }
}

/** What the schema makes of the input; anything else, unknown fields included, is refused with 400 and every field that is wrong. */
export function strictly<const Schema extends v.GenericSchema>(schema: Schema, input: unknown): v.InferOutput<Schema> {
  const result = v.safeParse(schema, input)
  if (result.success) return result.output
  const fields = result.issues.map((issue) => ({ field: v.getDotPath(issue) ?? '', message: issue.message }))
  throw refusal({ status: 400, code: 'VALIDATION_FAILED', message: 'The request is not as the contract says.', fields })
}

/** The JSON body of a request, strictly as the schema says. */
export async function jsonBody<const Schema extends v.GenericSchema>(
  request: Request,
  schema: Schema,
): Promise<v.InferOutput<Schema>> {
  const type = request.headers.get('content-type') ?? ''
  if (!/^application\/json\s*(;|$)/i.test(type))
    throw refusal({ status: 415, code: 'UNSUPPORTED_TYPE', message: `Send application/json, not "${type}".` })
  const text = await request.text()
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    throw refusal({ status: 400, code: 'MALFORMED_JSON', message: 'The body is not JSON.' })
  }
  return strictly(schema, body)
}

/** The query of a request, strictly as the schema says; a name that stands twice is refused. */
export function queryOf<const Schema extends v.GenericSchema>(request: Request, schema: Schema): v.InferOutput<Schema> {
  const { searchParams } = new URL(request.url)
  const names = [...searchParams.keys()]
  const twice = names.find((name, at) => names.indexOf(name) !== at)
  if (twice !== undefined)
    throw refusal({ status: 400, code: 'VALIDATION_FAILED', message: `"${twice}" stands twice in the query.` })
  return strictly(schema, Object.fromEntries(searchParams))
}
