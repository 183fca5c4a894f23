import type { Product } from '@vitrine/sdk'

export type Image = NonNullable<Product['image']>

interface PictureProps {
  readonly image: Image | null
  /** In the words of the page; what the catalogue says when left out. */
  readonly alt?: string
  /** The picture that is seen first is fetched first, all others when they come near. */
  readonly priority?: boolean
  /** For `srcset`, as in HTML. */
  readonly sizes?: string
  readonly class?: string
}

/** Drawings have no size of their own and are square. */
const SQUARE = 1200

export function Picture({
  image,
  alt,
  priority = false,
  sizes = '(min-width: 60rem) 25vw, 50vw',
  ...rest
}: PictureProps) {
  if (image === null) return <span class={`picture no-picture ${rest.class ?? ''}`} aria-hidden="true" />
  const { width, height } = image
  const srcset = image.sizes.map((size) => `${pathOf(size.url)} ${size.width}w`).join(', ')
  return (
    <img
      class={`picture ${rest.class ?? ''}`}
      src={pathOf(image.url)}
      alt={alt ?? image.alt}
      width={width ?? SQUARE}
      height={height ?? SQUARE}
      {...(srcset === '' ? {} : { srcset, sizes })}
      {...(priority ? { fetchpriority: 'high' } : { loading: 'lazy' })}
      decoding="async"
    />
  )
}

/** Pictures of the shop itself are asked from where the page came from, whatever name that has. */
export function pathOf(url: string): string {
  const at = url.indexOf('/store/media/')
  return at < 0 ? url : url.slice(at)
}
