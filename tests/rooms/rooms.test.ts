import { posix } from 'node:path'
import { describe, expect, test } from 'vitest'
import { serverCodeBehind } from './browser-safe.ts'
import { importsOf } from './imports.ts'
import { core, offence } from './order.ts'

const found = (from: string, target: string, isSafe = false) =>
  offence({ from: core + from, target: posix.join(core, target), specifier: target, erased: false }, () => isSafe)

describe('the check of the rooms', () => {
  test('lets a room use its own files and the doors of earlier rooms', () => {
    expect(found('carts/service.ts', 'carts/totals.ts')).toBeUndefined()
    expect(found('carts/service.ts', 'catalog/index.ts')).toBeUndefined()
    expect(found('carts/contract.ts', 'kernel/shared.ts')).toBeUndefined()
  })

  test('names a later room, a passed door, and a composer', () => {
    expect(found('catalog/service.ts', 'carts/index.ts')).toMatch(/later room/)
    expect(found('kernel/mount.ts', 'events/index.ts')).toMatch(/later room/)
    expect(found('carts/service.ts', 'catalog/service.ts')).toMatch(/passes the door of catalog/)
    expect(found('carts/service.ts', 'kernel/time.ts')).toMatch(/passes the door of kernel/)
    expect(found('carts/service.ts', 'testing/index.ts')).toMatch(/may not know/)
    expect(found('carts/service.ts', '../../sdk/src/index.ts')).toMatch(/leaves/)
  })

  test('lets only what is safe in a browser read the words of another room past its door', () => {
    expect(found('carts/model.ts', 'catalog/model.ts', true)).toBeUndefined()
    expect(found('carts/model.ts', 'catalog/service.ts', true)).toMatch(/passes the door of catalog/)
    expect(found('carts/service.ts', 'catalog/model.ts', false)).toMatch(/passes the door of catalog/)
  })

  test('reads every form of import', () => {
    const text = [
      "import { a,\n  type B } from './a.ts'",
      "import type { C } from './c.ts'",
      "export * from './d.ts'",
      "export type { E } from './e.ts'",
      "import './f.ts'",
      "const g = await import('./g.ts')",
      "import type from './h.ts'",
      "export const words = 'imported from here'",
    ].join('\n')
    const imports = importsOf({ path: 'room/x.ts', text }).map(
      ({ target, erased }) => `${target}${erased ? ' type' : ''}`,
    )
    expect(imports.toSorted()).toEqual(
      ['room/a.ts', 'room/c.ts type', 'room/d.ts', 'room/e.ts type', 'room/f.ts', 'room/g.ts', 'room/h.ts'].toSorted(),
    )
  })

  test('finds server code behind a harmless file', () => {
    expect(serverCodeBehind('tests/rooms/browser-safe.ts').join('\n')).toMatch(
      /node:child_process through tests\/rooms\/files/,
    )
  })
})
