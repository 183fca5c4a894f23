import { expect, test } from 'vitest'
import { en } from '../../shared/messages/en.ts'
import { contactOf, mistakesOf, valuesFrom, valuesOf } from './contact-form.ts'

const filled = {
  email: 'ada@example.com',
  firstName: 'Ada',
  lastName: 'Vos',
  line1: 'Lindenlaan 1',
  postalCode: '3512 AB',
  city: 'Utrecht',
  country: 'NL',
}
const of = (fields: Record<string, string>) => valuesOf(new Map(Object.entries(fields)))

test('a filled form has no mistakes, and fields left empty are not sent', () => {
  expect(mistakesOf(of(filled), en)).toEqual([])
  expect(contactOf(of(filled))).toEqual({
    email: 'ada@example.com',
    note: null,
    shippingAddress: { ...filled, email: undefined },
    billingAddress: { ...filled, email: undefined },
  })
})

test('every required field that is empty is named, optional ones are not', () => {
  const fields = mistakesOf(of({}), en).map(({ field }) => field)
  expect(fields).toEqual(['email', 'firstName', 'lastName', 'line1', 'postalCode', 'city', 'country'])
})

test('what is no address of mail is refused in words', () => {
  expect(mistakesOf(of({ ...filled, email: 'ada at example' }), en)).toEqual([
    { field: 'email', message: en.errors.email },
  ])
})

test('spaces around what was typed do not count', () => {
  expect(mistakesOf(of({ ...filled, city: '   ' }), en)).toHaveLength(1)
  expect(of({ ...filled, city: ' Utrecht ' }).city).toBe('Utrecht')
})

test('the country is chosen by the buyer where there is a choice', () => {
  const cart = { shippingAddress: null, email: null, note: null }
  expect(valuesFrom(cart, ['NL']).country).toBe('NL')
  const { country } = valuesFrom(cart, ['AT', 'BE'])
  expect(mistakesOf(of({ ...filled, country }), en).map(({ field }) => field)).toEqual(['country'])
  const shippingAddress = { ...filled, email: undefined, country: 'BE' } as never
  expect(valuesFrom({ ...cart, shippingAddress }, ['AT', 'BE']).country).toBe('BE')
})
