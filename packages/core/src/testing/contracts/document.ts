import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** A node of a document or a schema, as it was parsed. */
export type Json = Readonly<Record<string, unknown>>

/** An OpenAPI 3 document. */
export interface Document {
  /** Where its schemas are found by the validator. */
  readonly id: string
  readonly root: Json
}

const files = new Map<string, Document>()
const objects = new WeakMap<object, Document>()
let documents = 0

/** Reads a document once; a path to a JSON file, or the object itself. */
export function documentOf(source: string | object): Document {
  const known = typeof source === 'string' ? files.get(source) : objects.get(source)
  if (known !== undefined) return known
  const root = (typeof source === 'string' ? JSON.parse(readFileSync(source, 'utf8')) : source) as Json
  const version = String(root.openapi)
  if (!version.startsWith('3.')) throw new TypeError(`a contract is an OpenAPI 3 document, and this says ${version}`)
  documents += 1
  const document = { id: `https://contract.invalid/${documents}`, root }
  if (typeof source === 'string') files.set(source, document)
  else objects.set(source, document)
  return document
}

/** What a `#/…` reference means (RFC 6901). */
export function pointed(document: Document, ref: string): unknown {
  if (!ref.startsWith('#/')) throw new TypeError(`${ref} points out of its document`)
  const steps = ref.slice(2).split('/')
  return steps.reduce<unknown>((node, step) => {
    const key = decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~')
    return (node as Json | undefined)?.[key]
  }, document.root)
}

/** The node itself, when a reference stands in its place. */
export function resolved(document: Document, node: unknown): Json {
  const { $ref } = (node ?? {}) as Json
  return typeof $ref === 'string' ? resolved(document, pointed(document, $ref)) : ((node ?? {}) as Json)
}

const BESIDE = '../shared/specs'

/**
 * A file of the external contracts that lie beside the project (or in the folder that `VITRINE_SPECS` names); undefined where they do not.
 * Tests then skip by name: `describe.skipIf(file === undefined)`.
 * @example contractFile('pinterest/openapi-v5.23.0.trimmed.json')
 */
export function contractFile(name: string): string | undefined {
  const { VITRINE_SPECS } = process.env
  if (VITRINE_SPECS !== undefined) return found(join(VITRINE_SPECS, name))
  for (let folder = process.cwd(); ; folder = dirname(folder)) {
    const file = found(join(folder, BESIDE, name))
    if (file !== undefined || dirname(folder) === folder) return file
  }
}

const found = (file: string) => (existsSync(file) ? file : undefined)
