import type { Failure, FailureKind, HttpAnswer, Issue } from '@vitrine/core'
import * as v from 'valibot'

const Parameter = v.object({ name: v.optional(v.string(), ''), value: v.optional(v.string(), '') })

/** An error or a warning of a call (type Error of every REST API of eBay). */
export const Fault = v.object({
  errorId: v.optional(v.number(), 0),
  domain: v.optional(v.string()),
  category: v.optional(v.string()),
  message: v.optional(v.string(), ''),
  longMessage: v.optional(v.string()),
  parameters: v.optional(v.array(Parameter), []),
})
export type Fault = v.InferOutput<typeof Fault>
export const Faults = v.optional(v.nullish(v.array(Fault), []), [])

const Faulty = v.object({ errors: v.array(Fault) })

interface Known {
  readonly kind: FailureKind
  /** Ours. */
  readonly field?: string
}

/** What an error means to the engine; those that are not here follow from the status of the answer. Ids from `x-response-codes` of the contracts. */
const KNOWN: Readonly<Record<number, Known>> = {
  1001: { kind: 'auth' },
  1002: { kind: 'auth' },
  1003: { kind: 'auth' },
  1100: { kind: 'auth' },
  2001: { kind: 'throttled' },
  25001: { kind: 'temporary' },
  25003: { kind: 'refused', field: 'variant.price' },
  25004: { kind: 'refused', field: 'variant.stock' },
  25005: { kind: 'refused', field: 'product.category' },
  25007: { kind: 'refused', field: 'settings.fulfillmentPolicyId' },
  25008: { kind: 'refused', field: 'settings.paymentPolicyId' },
  25009: { kind: 'refused', field: 'settings.returnPolicyId' },
  25011: { kind: 'refused', field: 'settings.vatPercentage' },
  25012: { kind: 'refused', field: 'settings.merchantLocationKey' },
  25014: { kind: 'refused', field: 'product.pictures' },
  25015: { kind: 'refused', field: 'product.pictures' },
  25020: { kind: 'refused', field: 'variant.weight' },
  25021: { kind: 'refused', field: 'settings.condition' },
  25022: { kind: 'refused', field: 'attributes' },
  25025: { kind: 'temporary' },
  25026: { kind: 'refused', field: 'variant.stock' },
  25501: { kind: 'refused', field: 'product.pictures' },
  25502: { kind: 'refused', field: 'attributes' },
  25503: { kind: 'refused', field: 'product' },
  25601: { kind: 'refused', field: 'attributes' },
  25709: { kind: 'refused' },
  25701: { kind: 'missing' },
  25702: { kind: 'missing' },
  25703: { kind: 'conflict' },
  25704: { kind: 'conflict' },
  25705: { kind: 'missing' },
  25707: { kind: 'refused', field: 'variant.sku' },
  25708: { kind: 'refused', field: 'variant.sku' },
  25710: { kind: 'missing' },
  25713: { kind: 'missing' },
  25715: { kind: 'refused', field: 'variant.weight' },
  25725: { kind: 'missing' },
  30500: { kind: 'temporary' },
  32100: { kind: 'missing' },
  32300: { kind: 'refused', field: 'trackingNumber' },
  32500: { kind: 'refused', field: 'shippedAt' },
  34900: { kind: 'unknown' },
  34913: { kind: 'missing' },
  34922: { kind: 'conflict' },
  34929: { kind: 'conflict' },
  62000: { kind: 'temporary' },
  195000: { kind: 'temporary' },
}

/** Words of a message that name the field; an item specific is one of the product's attributes. */
const SPECIFIC = /item specific (.+?) is missing/i
/** Error 25709: `Invalid value for field product.title`. */
const INVALID = /invalid value for (?:field )?([\w.]+)/i
const FIELDS: Readonly<Record<string, string>> = {
  title: 'product.title',
  description: 'product.description',
  listingDescription: 'product.description',
  imageUrls: 'product.pictures',
  categoryId: 'product.category',
  price: 'variant.price',
  availableQuantity: 'variant.stock',
  quantity: 'variant.stock',
  brand: 'product.brand',
  aspects: 'attributes',
  weight: 'variant.weight',
  ean: 'variant.barcode',
  upc: 'variant.barcode',
  merchantLocationKey: 'settings.merchantLocationKey',
  fulfillmentPolicyId: 'settings.fulfillmentPolicyId',
  paymentPolicyId: 'settings.paymentPolicyId',
  returnPolicyId: 'settings.returnPolicyId',
}

/** For `listings.fields`: eBay's names of fields by ours, and ours as they are. */
export const OUR_FIELDS = {
  ...FIELDS,
  'product.*': 'product.*',
  'variant.*': 'variant.*',
  attributes: 'attributes',
  'attributes.*': 'attributes.*',
  'settings.*': 'connection.*',
  'credentials.*': 'connection.*',
} as const

function fieldOf({ errorId, message, longMessage, parameters }: Fault): string | undefined {
  const words = longMessage ?? message
  const specific = SPECIFIC.exec(words)?.[1]
  if (specific !== undefined) return /^brand$/i.test(specific) ? 'product.brand' : `attributes.${specific}`
  const told = parameters
    .find(({ name }) => /field/i.test(name))
    ?.value.split('.')
    .at(-1)
  const invalid = INVALID.exec(words)?.[1]?.replace(/\.$/, '').split('.').at(-1)
  return FIELDS[told ?? ''] ?? FIELDS[invalid ?? ''] ?? KNOWN[errorId]?.field
}

/** An error as an issue of a listing or a command, with eBay's own words. */
export function issueOf(fault: Fault, severity: Issue['severity'] = 'error'): Issue {
  const field = fieldOf(fault)
  const message = fault.longMessage ?? fault.message
  return { severity, code: String(fault.errorId), message, ...(field === undefined ? {} : { field }) }
}

/** Errors of one entry of a bulk call. */
export function issuesOf(faults: readonly Fault[], warnings: readonly Fault[] = []): Issue[] {
  return [...faults.map((fault) => issueOf(fault)), ...warnings.map((fault) => issueOf(fault, 'warning'))]
}

/** Whether an entry of a bulk call may go through another time as it is: faults of eBay's own systems, and edits at the same moment. */
export function isPassing(statusCode: number, faults: readonly Fault[]): boolean {
  const kinds = faults.map(({ errorId }) => KNOWN[errorId]?.kind)
  return statusCode >= 500 || kinds.includes('temporary') || kinds.includes('throttled')
}

function faultsOf({ body }: HttpAnswer<unknown>): readonly Fault[] {
  const read = v.safeParse(Faulty, body)
  return read.success ? read.output.errors : []
}

const REFUSALS = [400, 405, 409, 415, 422]
/** eBay always says why it refuses. A refusal without a reason was cut short, or is somebody else's: it is looked at again, and blames no item. */
const UNREADABLE = { kind: 'conflict', code: 'unreadable', message: 'eBay refused, and why cannot be read' } as const

/** What eBay tells of a whole call that failed: the first error decides. */
export function failureOf(answer: HttpAnswer<unknown>): Partial<Failure> | undefined {
  const faults = faultsOf(answer)
  const [first] = faults
  if (first === undefined) return REFUSALS.includes(answer.status) ? UNREADABLE : undefined
  const kind = KNOWN[first.errorId]?.kind
  return {
    code: String(first.errorId),
    message: first.longMessage ?? first.message,
    issues: issuesOf(faults),
    ...(kind === undefined || answer.status === 429 ? {} : { kind }),
  }
}
