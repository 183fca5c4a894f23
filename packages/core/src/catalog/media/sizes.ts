import type { Sharp, SharpOptions } from 'sharp'
import { problems } from '../problems.ts'
import type { MediaType } from './sniff.ts'

export interface MadeSize {
  readonly width: number
  readonly height: number
  readonly bytes: Uint8Array
}

export interface Measured {
  readonly width: number
  readonly height: number
  /** As WebP, without camera data, turned upright, the narrowest first. */
  readonly made: readonly MadeSize[]
}

const WIDTHS = [160, 320, 640, 1024, 1600]
const GREATEST = 1600
/** A drawing is shown as it is, at any size; one picture of it serves where only pixels do: previews, feeds, mails. */
const DRAWING = 1024
/** A small file can unfold to a huge picture. */
const MAX_PIXELS = 60_000_000

type MakeSharp = (input: Uint8Array, options: SharpOptions) => Sharp

let loaded: Promise<MakeSharp | undefined> | undefined

/** Loaded at the first picture: it costs 50 ms and 20 MB. Undefined where its binary is missing. */
function loadSharp(): Promise<MakeSharp | undefined> {
  loaded ??= import('sharp').then(
    (module) => module.default,
    () => undefined,
  )
  return loaded
}

/**
 * Measures a picture and makes its sizes. Undefined when this machine has no sharp: then the original is shown.
 * Throws `catalog.mediaBroken` for what cannot be read or has too many pixels.
 */
export async function makeSizes(bytes: Uint8Array, type: MediaType): Promise<Measured | undefined> {
  const sharp = await loadSharp()
  if (sharp === undefined) return undefined
  const options = { limitInputPixels: MAX_PIXELS, animated: type === 'image/gif' || type === 'image/webp' }
  try {
    const { width, height } = await measure(sharp(bytes, options))
    const isDrawing = type === 'image/svg+xml'
    const density = isDrawing ? densityFor(width, DRAWING) : undefined
    const source = { ...options, ...(density === undefined ? {} : { density }) }
    const made: MadeSize[] = []
    for (const wanted of isDrawing ? [DRAWING] : widthsFor(width))
      made.push(await makeOne(sharp(bytes, source), wanted))
    return { width, height, made }
  } catch (cause) {
    throw problems.mediaBroken({ detail: (cause as Error).message.slice(0, 200), cause })
  }
}

/** What Open Graph readers show without cutting: 1200 × 630 (Meta, "Images in Link Shares"). */
export const PREVIEW = { width: 1_200, height: 630 } as const

/** The whole picture as JPEG; what is left beside it goes on as its edges end. Undefined when this machine has no sharp. Throws for what cannot be read. */
export async function makePreview(bytes: Uint8Array, type: string): Promise<Uint8Array | undefined> {
  const sharp = await loadSharp()
  if (sharp === undefined) return undefined
  const { width } = await measure(sharp(bytes, { limitInputPixels: MAX_PIXELS }))
  const density = type === 'image/svg+xml' ? densityFor(width, PREVIEW.width) : undefined
  const { data: figure, info } = await sharp(bytes, { limitInputPixels: MAX_PIXELS, ...(density && { density }) })
    .autoOrient()
    .resize({ ...PREVIEW, fit: 'inside' })
    .flatten({ background: '#ffffff' })
    .png()
    .toBuffer({ resolveWithObject: true })
  const left = Math.floor((PREVIEW.width - info.width) / 2)
  const top = Math.floor((PREVIEW.height - info.height) / 2)
  const right = PREVIEW.width - info.width - left
  const bottom = PREVIEW.height - info.height - top
  const ground = await sharp(figure, {})
    .extend({ left, top, right, bottom, extendWith: 'copy' })
    .blur(12)
    .png()
    .toBuffer()
  return sharp(ground, {})
    .composite([{ input: figure, left, top }])
    .jpeg({ quality: 82 })
    .toBuffer()
}

/** Dots per inch at which a drawing of such a width is so wide in pixels. */
const densityFor = (width: number, wanted: number) => Math.min(2_400, Math.max(72, Math.ceil((72 * wanted) / width)))

async function measure(image: Sharp): Promise<{ width: number; height: number }> {
  const { autoOrient, pages = 1, pageHeight } = await image.metadata()
  return { width: autoOrient.width, height: pages > 1 ? (pageHeight ?? autoOrient.height) : autoOrient.height }
}

function widthsFor(width: number): number[] {
  const narrower = WIDTHS.filter((each) => each < width)
  return [...narrower, ...(narrower.length < WIDTHS.length ? [Math.min(width, GREATEST)] : [])]
}

async function makeOne(image: Sharp, width: number): Promise<MadeSize> {
  const { data, info } = await image
    .autoOrient()
    .resize({ width })
    .webp({ quality: 80 })
    .toBuffer({ resolveWithObject: true })
  return { width: info.width, height: info.pageHeight ?? info.height, bytes: data }
}
