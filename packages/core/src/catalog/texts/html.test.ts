import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { safeHtml } from './html.ts'

describe('a description', () => {
  it('is cleaned in no time when it is hostile', () => {
    const before = performance.now()
    for (const piece of ['<a href="', '<!--', '<script', '<a <b ', '</a', '&'])
      safeHtml(piece.repeat(50_000 / piece.length))
    expect(performance.now() - before).toBeLessThan(2_000)
  })

  it('keeps the elements that text needs', () => {
    const html =
      '<h2>Smoker</h2><p>For <strong>calm</strong> bees.<br>See <a href="https://example.com/a?b=1&amp;c=2">more</a></p>'
    expect(safeHtml(html)).toBe(
      html.replace(
        '<a href="https://example.com/a?b=1&amp;c=2"',
        '<a href="https://example.com/a?b=1&amp;c=2" rel="noopener nofollow"',
      ),
    )
  })

  it.each([
    ['<script>alert(1)</script>ok', 'ok'],
    ['<scr<script>x</script>ipt>alert(1)</script>', 'alert(1)'],
    ['<img src=x onerror=alert(1)>words', 'words'],
    ['<p onclick="x()" style="position:fixed">a</p>', '<p>a</p>'],
    ['<a href="javascript:alert(1)">a</a>', '<a>a</a>'],
    ['<a href="&#106;avascript:alert(1)">a</a>', '<a>a</a>'],
    ['<a href="//evil.example">a</a>', '<a>a</a>'],
    ['<a href=" jAvAsCrIpT:alert(1)">a</a>', '<a>a</a>'],
    ['<a href=\'/x" onmouseover="y\'>a</a>', '<a>a</a>'],
    ['<svg><a href="https://example.com">x</a></svg>after', 'after'],
    ['<!-- <b> --><b>c', '<b>c</b>'],
    ['<p title="x>y">a', '<p>a</p>'],
    ['1 < 2 & 3 > 2', '1 &lt; 2 &amp; 3 &gt; 2'],
    ['</p></div>x', 'x'],
    ['<ul><li>a<li>b</ul>', '<ul><li>a<li>b</li></li></ul>'],
    ['<p', '&lt;p'],
  ])('is written anew: %s', (html, safe) => {
    expect(safeHtml(html)).toBe(safe)
  })

  it('has no element, handler or scheme that was not allowed, whatever was sent', () => {
    const piece = fc.constantFrom(
      '<',
      '>',
      '"',
      "'",
      '=',
      ' ',
      '/',
      '<script',
      '<a href=',
      '<img onerror=',
      'javascript:',
      '<!--',
      '-->',
      '</p>',
      '<p ',
      'x',
      '&lt;',
      '<svg>',
      '</script>',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const safe = safeHtml(pieces.join(''))
        for (const [, name = ''] of safe.matchAll(/<\/?([^\s>/]*)/g)) expect(['p', 'a']).toContain(name)
        for (const [tag] of safe.matchAll(/<[^>]*>/g))
          expect(tag).toMatch(/^<(?:\/?p|\/a|a(?: href="(?:\/|#|https?:)[^"]*" rel="noopener nofollow")?)>$/)
      }),
      { numRuns: 500 },
    )
  })

  it('is safe after a second cleaning too, and stays the same', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(safeHtml(safeHtml(text))).toBe(safeHtml(text))
      }),
    )
  })
})
