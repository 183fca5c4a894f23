import { faultsOfAnswer } from './contracts/answer.ts'
import { documentOf } from './contracts/document.ts'
import { exampleAnswer } from './contracts/example.ts'
import { type Operation, operationsOf, pathValues } from './contracts/operation.ts'
import { faultsOfRequest, formOf, type Sent } from './contracts/request.ts'
import { validatorOf } from './contracts/validator.ts'

export { contractFile } from './contracts/document.ts'

/** A call as the test that answers it sees it, already checked. */
export interface ContractCall {
  readonly operationId: string
  readonly method: string
  /** As the contract writes it: `/pins/{pin_id}`. */
  readonly path: string
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  /** JSON or form, as a value; text when it is neither. */
  readonly body: unknown
}

export interface ContractFetchOptions {
  readonly documents: readonly {
    /** Path of an OpenAPI 3 file in JSON, or the document itself. */
    readonly file?: string
    readonly document?: object
    /** Where its paths begin: `https://api.pinterest.com/v5`. */
    readonly base: string
  }[]
  /** Known faults of the contract itself, each as what it makes this fetch say: `/oauth\/token: .*"continuous_refresh"/`. */
  readonly tolerates?: readonly RegExp[]
  /** What the platform answers; undefined for the contract's own example. */
  readonly answer?: (request: Request, call: ContractCall) => Response | undefined | Promise<Response | undefined>
}

export type ContractFetch = typeof globalThis.fetch & {
  /** Calls that kept to the contract, in order. */
  readonly calls: readonly ContractCall[]
  /** What was thrown, too, for code that catches everything. */
  readonly violations: readonly string[]
}

/**
 * A `fetch` that knows the contract: each request is checked against its OpenAPI document (path, method, parameters, security, content type,
 * body, with no property that nobody declared), and so is what the test answers. Throws an error that names the operation and everything
 * that is wrong. Needs `ajv` and `ajv-formats`.
 * @example const fetch = contractFetch({ documents: [{ file, base: 'https://api.pinterest.com/v5' }] })
 */
export function contractFetch({ documents, answer, tolerates = [] }: ContractFetchOptions): ContractFetch {
  const operations = documents.flatMap(({ file, document, base }) => {
    const source = file ?? document
    if (source === undefined) throw new TypeError(`the contract of ${base} needs a file or a document`)
    return operationsOf(documentOf(source), base)
  })
  const calls: ContractCall[] = []
  const violations: string[] = []
  const refuse = (name: string, faults: readonly string[]) => {
    violations.push(...faults.map((fault) => `${name}: ${fault}`))
    throw new Error(`${name} breaks its contract: ${faults.join('; ')}`)
  }
  const real = (name: string, faults: readonly string[]) =>
    faults.filter((fault) => !tolerates.some((known) => known.test(`${name}: ${fault}`)))
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init)
    const [operation, sent] = await asked(request, operations)
    if (operation === undefined) return refuse(`${request.method} ${request.url}`, ['no operation is there'])
    const validator = await validatorOf(operation.document)
    const faults = real(operation.id, faultsOfRequest({ operation, sent, validator }))
    if (faults.length > 0) refuse(operation.id, faults)
    const call = callOf(operation, sent)
    calls.push(call)
    request.signal.throwIfAborted()
    const given = await answer?.(request, call)
    if (given === undefined) return exampleAnswer(operation)
    const wrong = real(operation.id, await faultsOfAnswer(operation, validator, given))
    if (wrong.length > 0) refuse(operation.id, wrong)
    return given
  }
  return Object.assign(fetch, { calls, violations })
}

async function asked(request: Request, operations: readonly Operation[]) {
  const url = new URL(request.url)
  const text = await request.clone().text()
  for (const operation of operations) {
    const params = operation.method === request.method ? pathValues(operation, url) : undefined
    if (params !== undefined) return [operation, { url, headers: request.headers, params, text }] as const
  }
  return [undefined, { url, headers: request.headers, params: {}, text }] as const
}

function callOf({ id, method, path }: Operation, { params, url, text, headers }: Sent): ContractCall {
  const type = headers.get('content-type') ?? ''
  const body = type.includes('json') ? JSON.parse(text) : type.includes('form-urlencoded') ? formOf(text) : text
  return { operationId: id, method, path, params, query: url.searchParams, body }
}
