import { expect, test } from 'vitest'
import { missingPackages } from './dependencies.mjs'

const react = { version: '1.0.0', integrity: 'sha512-a' }
const path = 'node_modules/react'

test('an installation that equals the lock file misses nothing', () => {
  const wanted = {
    '': {},
    'packages/core': {},
    [path]: react,
    'node_modules/core': { link: true, resolved: 'packages/core' },
  }
  expect(missingPackages({ wanted, installed: wanted })).toEqual([])
})

test('an absent package, another version and another content are missing', () => {
  expect(missingPackages({ wanted: { [path]: react }, installed: {} })).toEqual([path])
  expect(missingPackages({ wanted: { [path]: react }, installed: { [path]: { ...react, version: '1.0.1' } } })).toEqual(
    [path],
  )
  expect(
    missingPackages({ wanted: { [path]: react }, installed: { [path]: { ...react, integrity: 'sha512-b' } } }),
  ).toEqual([path])
})

test('a workspace that moved is missing', () => {
  const link = (resolved: string) => ({ 'node_modules/core': { link: true, resolved } })
  expect(missingPackages({ wanted: link('packages/core'), installed: link('core') })).toEqual(['node_modules/core'])
})

test('a package for another machine may be absent', () => {
  expect(missingPackages({ wanted: { [path]: { ...react, optional: true } }, installed: {} })).toEqual([])
})
