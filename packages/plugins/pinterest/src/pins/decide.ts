import type { ItemProduct } from '@vitrine/core'
import { type PinCopy, pinCopy } from './copy.ts'
import type { PinRow } from './tables.ts'

/** What has to happen at Pinterest so that a Pin is as it should be. */
export type PinWork =
  | { readonly work: 'nothing' }
  | { readonly work: 'create' | 'update' | 'replace'; readonly copy: PinCopy }
  | { readonly work: 'end' }
  | { readonly work: 'refuse'; readonly why: string }

/** `product` is undefined when it is not sold any more. The picture of a Pin never changes (schema PinUpdate): it is replaced. */
export function workOf({ status, pinId, copy: sent, error }: PinRow, product: ItemProduct | undefined): PinWork {
  if (status === 'ended' || status === 'removed') return { work: 'nothing' }
  if (status === 'ending' || product === undefined) return { work: 'end' }
  const copy = pinCopy(product)
  if ('refused' in copy) return error === copy.refused ? { work: 'nothing' } : { work: 'refuse', why: copy.refused }
  const before = sent === null ? undefined : (JSON.parse(sent) as PinCopy)
  const isSame = before !== undefined && sameCopy(before, copy)
  if (isSame && status !== 'wanted') return { work: 'nothing' }
  if (pinId === null) return { work: 'create', copy }
  return { work: before?.picture === copy.picture ? 'update' : 'replace', copy }
}

const PARTS = ['title', 'description', 'link', 'alt', 'picture'] as const

const sameCopy = (one: PinCopy, other: PinCopy) => PARTS.every((part) => one[part] === other[part])
