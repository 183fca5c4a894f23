import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openPlace, type Place } from '../fixtures/run.ts'

let place: Place
let root: string
beforeEach(() => {
  place = openPlace()
  root = mkdtempSync(join(tmpdir(), 'vitrine-workspace-'))
  mkdirSync(join(root, 'plugins'))
  writeFileSync(join(root, 'package.json'), '{ "workspaces": ["plugins/*"] }')
})
afterEach(() => {
  place.remove()
  rmSync(root, { recursive: true, force: true })
})

const make = (name: string, ...options: string[]) =>
  place.vitrine('plugin', 'new', name, '--dir', join(root, 'plugins'), ...options)

const filesOf = (name: string) => readdirSync(join(root, 'plugins', name), { recursive: true, encoding: 'utf8' })
const read = (path: string) => readFileSync(join(root, 'plugins', path), 'utf8')

describe('a new plugin', () => {
  it.each(['channel', 'feature'])('of the kind %s is written in its own name, and in no other', async (kind) => {
    const { code, out } = await make('bee-post', '--kind', kind, '--json')
    const told = JSON.parse(out) as { readonly files: string[] }
    expect([code, told]).toEqual([0, expect.objectContaining({ name: 'bee-post', kind, folder: 'plugins/bee-post' })])
    expect(filesOf('bee-post')).toEqual(expect.arrayContaining(told.files))
    const all = told.files.map((path) => read(`bee-post/${path}`)).join('\n')
    expect(all).not.toMatch(/sample|\{core\}/i)
    for (const form of ['bee-post', 'beePost', 'Bee post']) expect(all).toContain(form)
    expect(JSON.parse(read('bee-post/package.json'))).toMatchObject({
      name: '@vitrine/plugin-bee-post',
      scripts: { test: 'vitest run --root ../.. plugins/bee-post/src' },
      dependencies: { valibot: expect.stringMatching(/^\^\d/) },
    })
  })

  it('leans on the settings of its workspace, and brings its own where there are none', async () => {
    await make('alone', '--kind', 'feature')
    expect(JSON.parse(read('alone/tsconfig.json'))).toMatchObject({ compilerOptions: { strict: true } })
    writeFileSync(join(root, 'tsconfig.json'), '{}')
    await make('together', '--kind', 'feature')
    expect(JSON.parse(read('together/tsconfig.json'))).toEqual({
      extends: '../../tsconfig.json',
      compilerOptions: { noEmit: true },
      include: ['src'],
    })
  })

  it('never touches a folder that is there', async () => {
    mkdirSync(join(root, 'plugins/loyalty'))
    const { code, error } = await make('loyalty', '--kind', 'feature')
    expect([code, error]).toEqual([1, expect.stringContaining('is there already')])
    expect(filesOf('loyalty')).toEqual([])
  })

  it.each([
    ['BeePost', ['--kind', 'feature'], 'no name for a plugin'],
    ['../outside', ['--kind', 'feature'], 'no name for a plugin'],
    ['store', ['--kind', 'feature'], 'the word is taken'],
    ['bees', [], 'Say of which kind'],
    ['bees', ['--kind', 'window'], 'no kind window'],
  ])('is refused: %s %j', async (name, options, told) => {
    const { code, error } = await make(name, ...options)
    expect([code, error]).toEqual([2, expect.stringContaining(told)])
    expect(existsSync(join(root, 'plugins', name))).toBe(false)
  })

  it('needs a workspace', async () => {
    const { code, error } = await place.vitrine('plugin', 'new', 'bees', '--kind', 'feature', '--dir', tmpdir())
    expect([code, error]).toEqual([2, expect.stringContaining('There is no workspace')])
  })
})
