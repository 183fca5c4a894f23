import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ALL, bookOf as shelvedBook } from './book.ts'
import { candidates, follow, led, normalPath, normalSource, normalTarget, type Rule } from './rules.ts'

const rule = (source: string, target: string): Rule => ({ source, target, status: 301 })
const bookOf = (rules: readonly Rule[]) => shelvedBook(rules.map((one) => ({ ...one, window: ALL })))

describe('paths', () => {
  it.each([
    ['/a/', '/a'],
    ['/', '/'],
    ['/a?x=1#y', '/a'],
    ['/ä b', '/%C3%A4%20b'],
    ['/a//evil.example', '/a/evil.example'],
    ['/a/\\evil.example', '/a/evil.example'],
    ['/a/../b', '/b'],
    ['//evil.example', undefined],
    ['/\\evil.example', undefined],
    ['https://evil.example', undefined],
    ['', undefined],
  ])('%s is compared as %s', (text, normal) => {
    expect(normalPath(text)).toBe(normal)
  })

  it.each([
    ['/blog/*', '/blog/*'],
    ['/*', '/*'],
    ['/a/*/b', undefined],
    ['*', undefined],
  ])('the source %s is %s', (text, normal) => {
    expect(normalSource(text)).toBe(normal)
  })

  it.each([
    ['/new?from=old#top', '/new?from=old#top'],
    ['/new/*', '/new/*'],
    ['https://other.example/x', 'https://other.example/x'],
    ['javascript:alert(1)', undefined],
    ['//evil.example', undefined],
    ['https://user:pass@evil.example', undefined],
    ['new', undefined],
  ])('the target %s is %s', (text, normal) => {
    expect(normalTarget(text)).toBe(normal)
  })

  it('meet the nearest rule first', () => {
    expect(candidates('/a/b/c')).toEqual(['/a/b/c', '/a/b/*', '/a/*', '/*'])
    expect(candidates('/')).toEqual(['/', '/*'])
    expect(bookOf([rule('/*', '/x'), rule('/a/*', '/y'), rule('/a/b', '/z')]).find('/a/b')?.target).toBe('/z')
  })

  it('carry over what stood below a folder, and never lead to another host by it', () => {
    expect(led(rule('/blog/*', '/journal/*'), '/blog/2019/bees')).toBe('/journal/2019/bees')
    expect(led(rule('/blog/*', '/journal'), '/blog/2019/bees')).toBe('/journal')
    const path = normalPath('/a//evil.example') ?? ''
    expect(led(rule('/a/*', '/*'), path)).toBe('/evil.example')
  })
})

describe('rings', () => {
  it.each([
    ['to itself', [], rule('/a', '/a')],
    ['to itself with a query', [], rule('/a', '/a/?x=1')],
    ['in two steps', [rule('/b', '/a')], rule('/a', '/b')],
    ['in three', [rule('/b', '/c'), rule('/c', '/a')], rule('/a', '/b')],
    ['that grow', [], rule('/a/*', '/a/b/*')],
    ['of folders', [rule('/b/*', '/a/*')], rule('/a/*', '/b/*')],
    ['of a folder and one page', [rule('/b/q', '/a/q')], rule('/a/*', '/b/*')],
    ['of two folders and one page', [rule('/b/*', '/c/*'), rule('/c/q', '/a/q')], rule('/a/*', '/b/*')],
    ['of everything', [], rule('/*', '/home')],
  ])('%s are found', (_, rules, added) => {
    const book = bookOf(rules)
    expect(book.ringThrough(added)).toBeDefined()
    expect([...book.rules.values()]).toEqual(rules)
  })

  it.each([
    ['a chain', [rule('/b', '/c')], rule('/a', '/b')],
    ['a way off the site', [rule('/b', 'https://a.example/a')], rule('/a', '/b')],
    ['a folder that leads out of itself', [], rule('/a/*', '/b/*')],
    ['a folder with an exception', [rule('/b/q', '/z')], rule('/a/*', '/b/*')],
    ['a change that ends a ring', [rule('/a', '/b')], rule('/a', '/c')],
  ])('%s is none', (_, rules, added) => {
    expect(bookOf(rules).ringThrough(added)).toBeUndefined()
  })

  it('cannot come to be by rules that were let in one after the other', async () => {
    const part = fc.constantFrom('a', 'b', 'c')
    const path = fc.array(part, { minLength: 1, maxLength: 2 }).map((parts) => `/${parts.join('/')}`)
    const place = fc.tuple(path, fc.boolean()).map(([text, isFolder]) => (isFolder ? `${text}/*` : text))
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(place, place), { maxLength: 8 }), path, async (pairs, start) => {
        const book = bookOf([])
        for (const [source, target] of pairs)
          if (book.ringThrough(rule(source, target)) === undefined) book.rules.set(source, rule(source, target))
        expect((await follow(book.find, start)).isRing).toBe(false)
      }),
      { numRuns: 500, ...(process.env.VITRINE_SEED && { seed: Number(process.env.VITRINE_SEED) }) },
    )
  })
})
