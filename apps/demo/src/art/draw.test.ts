import { describe, expect, it } from 'vitest'
import {
  draw,
  drawLogo,
  drawScene,
  labelsOf,
  PALETTES,
  type PaletteName,
  SCENES,
  SHAPES,
  type ShapeName,
  VIEWS,
} from './index.ts'
import { faultsOf } from './well-formed.ts'

const shapes = Object.keys(SHAPES) as ShapeName[]
const palettes = Object.keys(PALETTES) as PaletteName[]
const pictures = shapes.flatMap((shape) => VIEWS.map((view) => ({ shape, view })))
const bytes = (svg: string) => Buffer.byteLength(svg, 'utf8')

describe('product pictures', () => {
  it.each(pictures)('draws $shape ($view) as well-formed XML of at most 6 kB, without text', ({ shape, view }) => {
    for (const palette of ['pine', 'honey-heather'] as const) {
      const svg = draw({ shape, palette, view, seed: 'test' })
      expect(faultsOf(svg)).toEqual([])
      expect(bytes(svg)).toBeLessThanOrEqual(6144)
      expect(svg).toContain('viewBox="0 0 1200 1200"')
      expect(svg).not.toMatch(/<text|<image|<script|<style|NaN|undefined|Infinity/)
    }
  })

  it('stays within 6 kB in every palette', () => {
    const largest = Math.max(
      ...shapes.flatMap((shape) =>
        palettes.map((palette) => bytes(draw({ shape, palette, view: 'front', seed: palette }))),
      ),
    )
    expect(largest).toBeLessThanOrEqual(6144)
  })

  it('gives the same bytes for the same input and others for another seed', () => {
    const picture = { shape: 'hive', palette: 'pine', view: 'front' } as const
    expect(draw({ ...picture, seed: 'a' })).toBe(draw({ ...picture, seed: 'a' }))
    expect(draw({ ...picture, seed: 'a' })).not.toBe(draw({ ...picture, seed: 'b' }))
  })

  it('shows another picture in every view and palette', () => {
    const views = VIEWS.map((view) => draw({ shape: 'smoker', palette: 'steel', view, seed: 'a' }))
    const colours = palettes.map((palette) => draw({ shape: 'suit', palette, view: 'front', seed: 'a' }))
    expect(new Set(views).size).toBe(VIEWS.length)
    expect(new Set(colours).size).toBe(palettes.length)
  })

  it('names gradients so that two pictures can share a page', () => {
    const ids = (svg: string) => [...svg.matchAll(/ id="([^"]+)"/g)].map((found) => found[1])
    const all = shapes.flatMap((shape) => ids(draw({ shape, palette: 'pine', view: 'front', seed: shape })))
    expect(all.length).toBeGreaterThan(shapes.length)
    expect(new Set(all).size).toBe(all.length)
  })

  it('resolves every reference to a gradient, pattern or clip', () => {
    for (const { shape, view } of pictures) {
      const svg = draw({ shape, palette: 'pine', view, seed: 'a' })
      const known = new Set([...svg.matchAll(/ id="([^"]+)"/g)].map((found) => found[1]))
      const used = [...svg.matchAll(/url\(#([^)]+)\)/g)].map((found) => found[1])
      expect(used.filter((id) => !known.has(id))).toEqual([])
    }
  })

  it.each(shapes)('keeps the numbers of the %s sheet on the picture', (shape) => {
    expect(labelsOf(shape).length).toBeGreaterThan(0)
    for (const { x, y } of labelsOf(shape)) {
      expect(x).toBeGreaterThan(2)
      expect(x).toBeLessThan(98)
      expect(y).toBeGreaterThan(2)
      expect(y).toBeLessThan(98)
    }
  })
})

describe('dimension sheets', () => {
  it('put the width below, the height at the left and the depth at the right of a box', () => {
    const at = Object.fromEntries(labelsOf('hive').map(({ axis, x, y }) => [axis, { x, y }]))
    expect(at.width?.y).toBeGreaterThan(80)
    expect(at.height?.x).toBeLessThan(25)
    expect(at.depth?.x).toBeGreaterThan(60)
  })

  it('put the width of a round thing below it', () => {
    const width = labelsOf('jar-medium').find(({ axis }) => axis === 'width')
    expect(width?.y).toBeGreaterThan(75)
  })
})

describe('scenes', () => {
  it('has a hero and one scene for each of the eight categories', () => {
    expect([...SCENES].sort()).toEqual(
      ['bees', 'clothing', 'extraction', 'frames', 'hero', 'hives', 'honey', 'tools', 'wax'].sort(),
    )
  })

  it.each(SCENES)('draws %s as well-formed XML of at most 24 kB, without text', (scene) => {
    const svg = drawScene(scene)
    expect(faultsOf(svg)).toEqual([])
    expect(bytes(svg)).toBeLessThanOrEqual(24 * 1024)
    expect(svg).not.toMatch(/<text|NaN|undefined/)
    expect(drawScene(scene)).toBe(svg)
  })
})

describe('the mark', () => {
  it('is small, well-formed and takes colours', () => {
    const svg = drawLogo({ ink: '#123456' })
    expect(faultsOf(svg)).toEqual([])
    expect(bytes(svg)).toBeLessThan(1024)
    expect(svg).toContain('#123456')
  })
})

describe('the XML check itself', () => {
  it.each([
    ['an open element', '<svg><g></svg>'],
    ['a bare ampersand', '<svg a="x & y"/>'],
    ['an unquoted attribute', '<svg a=1/>'],
    ['an attribute given twice', '<svg a="1" a="2"/>'],
    ['two roots', '<svg/><svg/>'],
    ['a stray bracket', '<svg><g>></g></svg>'],
  ])('finds %s', (_, xml) => {
    expect(faultsOf(xml)).not.toEqual([])
  })
})
