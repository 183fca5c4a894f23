import { expect, test } from 'vitest'
import { chosenWith, reachOf, variantOf } from './choice.ts'

const made = (choice: readonly string[], available = true) => ({ sku: choice.join('-'), choice, available })
const suits = [made(['M', 'sand']), made(['M', 'white'], false), made(['L', 'sand']), made(['XL', 'white'])]

test('a variant is found by all of its values', () => {
  expect(variantOf(suits, ['L', 'sand'])?.sku).toBe('L-sand')
  expect(variantOf(suits, ['L', 'white'])).toBeUndefined()
})

test('a value tells whether it is sold out or not made with the other choices', () => {
  const from = ['M', 'sand']
  expect(reachOf(suits, { from, at: 0, value: 'L' })).toBe('available')
  expect(reachOf(suits, { from, at: 1, value: 'white' })).toBe('none')
  expect(reachOf(suits, { from, at: 0, value: 'XL' })).toBe('not-made')
})

test('choosing a value that is not made with the others leads to the nearest that can be bought', () => {
  expect(chosenWith(suits, { from: ['M', 'sand'], at: 0, value: 'XL' })?.sku).toBe('XL-white')
  expect(chosenWith(suits, { from: ['XL', 'sand'], at: 1, value: 'white' })?.sku).toBe('XL-white')
})
