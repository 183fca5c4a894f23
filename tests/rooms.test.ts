import { describe, expect, test } from 'vitest'
import { isBrowserSafe, serverCodeBehind } from './rooms/browser-safe.ts'
import { isMigration, isTest, read, sources } from './rooms/files.ts'
import { type Import, importsOf } from './rooms/imports.ts'
import { reasons } from './rooms/long-files.ts'
import { core, isRoomFile, offence, place, rooms } from './rooms/order.ts'

const all = sources('packages', 'apps', 'scripts', 'tests')
const product = all.filter((path) => !isTest(path))
const importsIn = (paths: string[]) => paths.flatMap((path) => importsOf({ path, text: read(path) }))
const inWords = ({ from, specifier }: Import) => `${from} imports ${specifier}`
const lines = (path: string) => read(path).split('\n').length - 1

describe('the rooms of core', () => {
  const files = product.filter(isRoomFile)

  test('are all in the order of the house', () => {
    expect([...new Set(files.map((path) => place(path).room))].filter((room) => !rooms.includes(room))).toEqual([])
  })

  test('import earlier rooms only, and through their doors', () => {
    expect(importsIn(files).flatMap((found) => offence(found, isBrowserSafe) ?? [])).toEqual([])
  })

  test('keep server code out of contracts and models', () => {
    const shared = files.filter((path) => ['contract.ts', 'model.ts'].includes(place(path).file))
    const doors = product.filter((path) => path.startsWith(`${core}contract/`))
    expect([...shared, ...doors].flatMap(serverCodeBehind)).toEqual([])
  })
})

describe('the packages', () => {
  const outside = (folder: string) =>
    importsIn(product.filter((path) => path.startsWith(folder))).filter(({ target }) => !target?.startsWith(folder))

  test('of the SDK know only the contracts of core', () => {
    const wrong = outside('packages/sdk/src/').filter(
      ({ specifier, target }) =>
        target !== undefined ||
        (specifier.startsWith('@vitrine/') && !/^@vitrine\/core\/contract(\/|$)/.test(specifier)),
    )
    expect(wrong.map(inWords)).toEqual([])
  })

  test('of plugins never reach inside core', () => {
    const paths = product.filter((path) => path.startsWith('packages/plugins/'))
    const wrong = importsIn(paths).filter(({ from, specifier, target }) => {
      const home = from.split('/', 3).join('/')
      /* A door of its own: the platform, for tests and for the demo. */
      if (specifier === '@vitrine/core/testing' && from.startsWith(`${home}/src/sandbox/`)) return false
      return target === undefined ? /^@vitrine\/core\/(?!contract(\/|$))/.test(specifier) : !target.startsWith(home)
    })
    expect(wrong.map(inWords)).toEqual([])
  })

  test('are imported by the demo by name only', () => {
    const wrong = outside('apps/demo/').filter(({ target }) => target !== undefined)
    expect(wrong.map(inWords)).toEqual([])
  })
})

describe('files', () => {
  const counted = all.filter((path) => !isMigration(path)).map((path) => ({ path, lines: lines(path) }))

  test('never have more than 400 lines', () => {
    expect(counted.filter((file) => file.lines > 400)).toEqual([])
  })

  test('above 300 lines have a reason', () => {
    const long = counted.filter((file) => file.lines > 300 && !isTest(file.path)).map((file) => file.path)
    expect(long.filter((path) => !reasons[path])).toEqual([])
    expect(Object.keys(reasons).filter((path) => !long.includes(path))).toEqual([])
  })
})
