import { describe, expect, it } from 'vitest'
import { safeSvg } from './svg.ts'

const XMLNS = 'xmlns="http://www.w3.org/2000/svg"'
const svg = (inside: string) => `<svg ${XMLNS}>${inside}</svg>`

describe('a drawing', () => {
  it('keeps what draws', () => {
    const drawing = svg(
      '<defs><linearGradient id="a"><stop offset="0%" stop-color="#fff"/></linearGradient></defs><g clip-path="url(#c)"><path d="M0 0h9" fill="url(#a)" style="opacity:.5"/><use href="#x"/></g><style>.a{fill:url(#a)}</style><text>1 &amp; 2</text>',
    )
    expect(safeSvg(`<?xml version="1.0"?><!DOCTYPE svg><!-- x -->\n${drawing}\n`)).toBe(drawing)
  })

  it.each([
    ['<script>alert(1)</script><rect/>', '<rect/>'],
    ['<g onload="x()" id="a"/>', '<g id="a"/>'],
    [
      '<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"><b>x</b></body></foreignObject><path d=""/>',
      '<path d=""/>',
    ],
    ['<a href="https://example.com"><rect/></a>', ''],
    ['<use xlink:href="https://example.com/x.svg#a"/>', '<use/>'],
    ['<rect fill="url(https://example.com/x)"/>', '<rect/>'],
    ['<rect style="background:url( &quot;//example.com&quot;)"/>', '<rect/>'],
    ['<style>@import "//example.com";</style>', '<style></style>'],
    ['<style><![CDATA[a{fill:u\\72l(x)}]]></style>', '<style></style>'],
    ['<set attributeName="href" to="javascript:x"/><animate/>', ''],
    ['<image href="data:image/svg+xml;base64,x"/>', ''],
    ['<text><![CDATA[<script>]]></text>', '<text>&lt;script></text>'],
  ])('loses what does more: %s', (inside, safe) => {
    expect(safeSvg(svg(inside))).toBe(svg(safe))
  })

  it.each([
    ['entities', `<!DOCTYPE svg [<!ENTITY a "x">]>${svg('&a;')}`],
    ['an open element', `<svg ${XMLNS}><g>`],
    ['a wrong end', svg('<g></h>')],
    ['no drawing', '<html><svg></svg></html>'],
    ['a loose bracket', svg('a < b')],
    ['an attribute without quotes', svg('<g id=a/>')],
  ])('is refused with %s', (_what, text) => {
    expect(safeSvg(text)).toBeUndefined()
  })

  it('is read in no time when it is hostile', () => {
    const before = performance.now()
    for (const piece of ['<g ', '<!--', '<g a="', '<![CDATA[', '<?', 'x', '<g a="b" '])
      safeSvg(`<svg ${XMLNS}>${piece.repeat(40_000 / piece.length)}`)
    expect(performance.now() - before).toBeLessThan(3_000)
  })
})
