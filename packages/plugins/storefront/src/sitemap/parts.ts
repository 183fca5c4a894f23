import type { Window } from '../windows/window.ts'
import { type Entry, type Source, sourcesOf } from './entries.ts'
import { filling, type PartLimits } from './size.ts'
import { CLOSE, OPEN, urlsOf } from './xml.ts'

/**
 * A part is named after its kind and the key of the page before it: `products-prd_….xml`. Where it ends follows from what fits, so that nothing
 * has to be stored, and every process of the shop cuts alike.
 */
export interface Part {
  readonly name: string
  readonly changedAt: number | undefined
}

interface Walk extends Pick<Window, 'ctx' | 'site'> {
  readonly connection?: Window['connection']
  readonly limits: PartLimits
}

/** All parts, by a walk through everything. */
export async function partsOf(walk: Walk): Promise<Part[]> {
  const parts: Part[] = []
  for (const source of sourcesOf(walk)) for await (const part of cut(source, walk)) parts.push(part)
  return parts
}

async function* cut(source: Source, { site, limits }: Pick<Walk, 'site' | 'limits'>): AsyncGenerator<Part> {
  let fits = filling(site, limits)
  let name = partName(source, '')
  let changedAt: number | undefined
  let before = ''
  for await (const entry of source.from('')) {
    if (!fits(entry)) {
      yield { name, changedAt }
      fits = filling(site, limits)
      fits(entry)
      name = partName(source, before)
      changedAt = undefined
    }
    if (entry.changedAt !== undefined) changedAt = Math.max(entry.changedAt, changedAt ?? 0)
    before = entry.key
  }
  if (before !== '') yield { name, changedAt }
}

const partName = ({ name }: Source, after: string) => (after === '' ? `${name}.xml` : `${name}-${after}.xml`)

/** The XML of a part in pieces; undefined when there is none of this name, or nothing in it any more. */
export async function partXml(walk: Walk, name: string): Promise<AsyncGenerator<string> | undefined> {
  const [, kind, after = ''] = /^([a-z]+)(?:-(\w+))?\.xml$/.exec(name) ?? []
  const source = sourcesOf(walk).find((each) => each.name === kind)
  if (source === undefined) return undefined
  const entries = source.from(after)
  const first = await entries.next()
  return first.done === true ? undefined : written(walk, first.value, entries)
}

const PIECE = 65_536

async function* written({ site, limits }: Walk, first: Entry, others: AsyncGenerator<Entry>): AsyncGenerator<string> {
  const fits = filling(site, limits)
  fits(first)
  let piece = OPEN + urlsOf(site, first)
  for await (const entry of others) {
    if (!fits(entry)) break
    piece += urlsOf(site, entry)
    if (piece.length < PIECE) continue
    yield piece
    piece = ''
  }
  yield piece + CLOSE
}
