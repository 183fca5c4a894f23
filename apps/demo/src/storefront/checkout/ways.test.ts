import { describe, expect, it } from 'vitest'
import type { Form } from '../form.ts'
import { choiceIn, EACH, fieldOfLine } from './ways.ts'

const filled = (fields: Readonly<Record<string, string>>): Form => ({
  get: (name) => fields[name] ?? '',
  has: (name) => Object.hasOwn(fields, name),
  names: () => Object.keys(fields),
})
const each = (lines: Readonly<Record<string, string>>) =>
  filled({
    delivery: EACH,
    ...Object.fromEntries(Object.entries(lines).map(([id, value]) => [fieldOfLine(id), value])),
  })

describe('how an order shall reach its buyer', () => {
  it('is one way for all of it, with the place where it is fetched', () => {
    expect(choiceIn(filled({ delivery: 'courier' }), ['a'])).toEqual({ code: 'courier' })
    expect(choiceIn(filled({ delivery: 'collect loc_1' }), ['a'])).toEqual({ code: 'collect', locationId: 'loc_1' })
    expect(choiceIn(filled({}), ['a'])).toBeUndefined()
  })

  it('is a way for each line: what is sent is the main one, what goes the same way goes together', () => {
    const form = each({ a: 'collect loc_1', b: 'courier', c: 'collect loc_1', d: 'collect loc_2' })
    expect(choiceIn(form, ['a', 'b', 'c', 'd'])).toEqual({
      code: 'courier',
      parts: [
        { code: 'collect', locationId: 'loc_1', lineIds: ['a', 'c'] },
        { code: 'collect', locationId: 'loc_2', lineIds: ['d'] },
      ],
    })
  })

  it('has no parts when every line goes the same way, and is not chosen while a line is not', () => {
    expect(choiceIn(each({ a: 'courier', b: 'courier' }), ['a', 'b'])).toEqual({ code: 'courier', parts: [] })
    expect(choiceIn(each({ a: 'courier' }), ['a', 'b'])).toBeUndefined()
  })
})
