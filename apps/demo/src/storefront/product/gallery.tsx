import type { Product } from '@vitrine/sdk'
import { type Image, Picture } from '../parts/picture.tsx'
import type { Visit } from '../visit.ts'
import type { Variant } from './choice.ts'

/** The product's own attribute that says where the numbers of its dimension drawing belong; see `drawingOf`. */
export const DRAWING = 'dimension-drawing'

interface GalleryProps {
  readonly visit: Visit
  readonly product: Product
  readonly selected: Variant | undefined
}

/** A strip of pictures to swipe or to walk through by the small ones below it: no script needed. */
export function Gallery({ visit, product, selected }: GalleryProps) {
  const { t } = visit
  const pictures = picturesOf(product, selected)
  const drawing = drawingOf(product)
  return (
    <section class="gallery" aria-label={t.product.pictures}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a strip that scrolls has to be reached without a mouse */}
      <ul class="gallery-strip" tabIndex={0} aria-label={t.product.pictures}>
        {pictures.map((image, index) => (
          <li key={image.url} id={`picture-${index + 1}`}>
            <Picture
              image={image}
              priority={index === 0}
              sizes="(min-width: 60rem) 50vw, 100vw"
              class={index === 0 ? 'is-main' : ''}
            />
            {drawing !== undefined && image.url.includes(drawing.mediaId) && (
              <Numbers product={product} drawing={drawing} />
            )}
          </li>
        ))}
      </ul>
      {pictures.length > 1 && (
        <ul class="gallery-thumbs">
          {pictures.map((image, index) => (
            <li key={image.url}>
              <a href={`#picture-${index + 1}`} aria-label={t.product.picture(index + 1, pictures.length)}>
                <Picture image={image} alt="" sizes="5rem" />
              </a>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

/** What is chosen first, then the pictures that no variant calls its own. */
function picturesOf({ image, media, variants }: Product, selected: Variant | undefined): readonly Image[] {
  const main = selected?.image ?? image
  const ofVariants = new Set(variants.map((variant) => variant.image?.url))
  const others = media.filter(({ url }) => url !== main?.url && url !== image?.url && !ofVariants.has(url))
  return main === null ? others : [main, ...others]
}

interface Drawing {
  readonly mediaId: string
  /** In percent of the side of the picture. */
  readonly labels: readonly { readonly axis: string; readonly x: number; readonly y: number }[]
}

/** `med_1 width=50,96 height=3,40`: a picture and the places of its numbers. */
function drawingOf({ attributes }: Product): Drawing | undefined {
  const text = attributes.find(({ key }) => key === DRAWING)?.values[0]
  if (typeof text !== 'string') return undefined
  const [mediaId = '', ...places] = text.split(' ')
  const labels = places.flatMap((place) => {
    const [, axis, x, y] = /^(\w+)=([\d.]+),([\d.]+)$/.exec(place) ?? []
    return axis === undefined ? [] : [{ axis, x: Number(x), y: Number(y) }]
  })
  return { mediaId, labels }
}

/** The numbers of the drawing stay text of the page, sharp at any size; readers of the page find them in its table. */
function Numbers({ product, drawing }: { readonly product: Product; readonly drawing: Drawing }) {
  const sizeOf = (axis: string) => {
    const attribute = product.attributes.find(({ key }) => key === axis)
    return attribute === undefined ? undefined : `${attribute.values[0]} ${attribute.unit ?? ''}`
  }
  return (
    <svg class="numbers" viewBox="0 0 100 100" aria-hidden="true">
      {drawing.labels.map(({ axis, x, y }) => (
        <text key={axis} x={x} y={y} text-anchor="middle" dominant-baseline="middle">
          {sizeOf(axis)}
        </text>
      ))}
    </svg>
  )
}
