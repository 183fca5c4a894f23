import { describe, expect, it } from 'vitest'
import { issuesOf } from './issues.ts'

const FIELDS = { images: 'product.pictures', 'aspects.*': 'attributes.*', 'aspects.Brand': 'product.brand' }
const told = (field: string) =>
  issuesOf([{ severity: 'error', code: 'wrong', message: 'It is wrong.', field }], FIELDS)[0]

describe('a field of the channel', () => {
  it.each([
    ['images', 'product.pictures'],
    ['images[0].url', 'product.pictures'],
    ['aspects.Brand', 'product.brand'],
    ['aspects.Garment Care', 'attributes.Garment Care'],
    ['aspects', null],
    ['elsewhere.Brand', null],
  ])('%s is our %s', (theirs, ours) => {
    expect(told(theirs)).toMatchObject({
      theirField: theirs,
      field: ours,
      hint: ours === null ? null : expect.any(String),
    })
  })
})
