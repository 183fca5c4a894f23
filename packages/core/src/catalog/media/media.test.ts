import { Hono } from 'hono'
import sharp from 'sharp'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isProblem, mount, problemBody, systemContext } from '../../kernel/index.ts'
import { openTestApp, type TestApp } from '../../testing/index.ts'
import { createProduct } from '../products/index.ts'
import { admin, type MediaView, store } from './contract.ts'
import { adminHandlers, storeHandlers } from './routes.ts'
import { linkPicture } from './url.ts'

const picture = (width: number, height: number, format: 'png' | 'jpeg' | 'webp' | 'gif' | 'avif' = 'png') =>
  sharp({ create: { width, height, channels: 3, background: '#c08a2b' } })
    .toFormat(format)
    .toBuffer()
const drawing =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 12 6"><script>alert(1)</script><rect width="12" height="6" onload="x()"/></svg>'

describe('pictures and files', () => {
  let test: TestApp
  let app: Hono
  beforeEach(async () => {
    test = await openTestApp()
    app = new Hono()
    app.onError((error, c) =>
      isProblem(error) ? c.json(problemBody(error), error.status as 400) : c.text(String(error), 500),
    )
    const context = () => systemContext(test.app)
    mount(app, { prefix: '/admin', context }, admin, adminHandlers)
    mount(app, { prefix: '/store', context }, store, storeHandlers)
  })
  afterEach(() => test.close())

  const upload = (body: Uint8Array | string, query = '', headers: Record<string, string> = {}) =>
    app.request(`/admin/media${query}`, { method: 'POST', body, headers })
  const uploaded = async (body: Uint8Array | string, query = '') =>
    (await (await upload(body, query)).json()) as MediaView
  const fetched = (url: string, headers: Record<string, string> = {}) =>
    app.request(url.replace('http://localhost:3000', ''), { headers })

  it('are uploaded, measured and made in sizes', async () => {
    const answer = await upload(await picture(800, 400, 'jpeg'), '?alt=A%20hive')
    expect(answer.status).toBe(201)
    const made = (await answer.json()) as MediaView
    expect(made).toMatchObject({
      kind: 'image',
      alt: 'A hive',
      contentType: 'image/jpeg',
      width: 800,
      height: 400,
      isExternal: false,
    })
    expect(made.sizes.map(({ width, height }) => [width, height])).toEqual([
      [160, 80],
      [320, 160],
      [640, 320],
      [800, 400],
    ])
    const size = await fetched(made.sizes[0]?.url ?? '')
    expect(size.headers.get('content-type')).toBe('image/webp')
    const { width, format } = await sharp(Buffer.from(await size.arrayBuffer())).metadata()
    expect([width, format]).toEqual([160, 'webp'])
  })

  it('are kept by readers for ever and asked for no second time', async () => {
    const { url } = await uploaded(await picture(100, 100))
    const first = await fetched(url)
    expect(first.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect((await fetched(url, { 'if-none-match': first.headers.get('etag') ?? '' })).status).toBe(304)
  })

  it.each(['png', 'jpeg', 'webp', 'gif', 'avif'] as const)(
    'are told by their bytes, not by name or header: %s',
    async (format) => {
      const answer = await upload(await picture(20, 10, format), '', { 'content-type': 'text/plain' })
      expect(await answer.json()).toMatchObject({ contentType: `image/${format}`, width: 20, height: 10 })
    },
  )

  it('turn upright and lose what the camera wrote', async () => {
    const turned = await sharp(await picture(40, 20, 'jpeg'))
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer()
    const made = await uploaded(turned)
    expect([made.width, made.height]).toEqual([20, 40])
    const size = await sharp(Buffer.from(await (await fetched(made.url)).arrayBuffer())).metadata()
    expect([size.orientation, size.exif]).toEqual([undefined, undefined])
  })

  it('are stored once, however often they come', async () => {
    const bytes = await picture(30, 30)
    const [first, second] = await Promise.all([uploaded(bytes), uploaded(bytes)])
    expect(second.id).toBe(first.id)
    expect((await upload(bytes)).status).toBe(200)
  })

  it('as drawings are cleaned, shown as they are, and can do nothing when opened', async () => {
    const made = await uploaded(drawing)
    expect(made).toMatchObject({ contentType: 'image/svg+xml' })
    expect(made).toMatchObject({ url: expect.stringMatching(/\/original\.svg$/), sizes: [] })
    expect((await app.request(`/store/media/${made.id}/1024.webp`)).headers.get('content-type')).toBe('image/webp')
    const original = await app.request(`/store/media/${made.id}/original.svg`)
    expect(await original.text()).toBe(
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 12 6"><rect width="12" height="6"/></svg>',
    )
    expect(original.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(original.headers.get('x-content-type-options')).toBe('nosniff')
  })

  it('have a preview of 1200 × 630 for links, a JPEG also of drawings, drawn once and gone with the picture', async () => {
    const made = await uploaded(drawing)
    const shown = linkPicture(made.url)
    expect(shown).toMatchObject({ width: 1_200, height: 630 })
    const answers = await Promise.all([1, 2, 3].map(() => fetched(shown?.url ?? '')))
    for (const answer of answers) {
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/jpeg'])
      const { format, width, height } = await sharp(Buffer.from(await answer.arrayBuffer())).metadata()
      expect([format, width, height]).toEqual(['jpeg', 1_200, 630])
    }
    const photo = await uploaded(await picture(3_000, 400, 'png'))
    expect((await fetched(linkPicture(photo.url)?.url ?? '')).headers.get('content-type')).toBe('image/jpeg')
    await app.request(`/admin/media/${made.id}`, { method: 'DELETE' })
    expect((await fetched(shown?.url ?? '')).status).toBe(404)
    expect(linkPicture('https://example.com/a.jpg')).toBeUndefined()
  })

  it('show the whole picture in their preview, not a part of it', async () => {
    const red =
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><rect width="100" height="100" fill="#fff"/><rect y="0" width="100" height="4" fill="#f00"/><rect y="96" width="100" height="4" fill="#00f"/></svg>'
    const { url } = await uploaded(red)
    const { data, info } = await sharp(Buffer.from(await (await fetched(linkPicture(url)?.url ?? '')).arrayBuffer()))
      .raw()
      .toBuffer({ resolveWithObject: true })
    const at = (x: number, y: number) => [...data.subarray((y * info.width + x) * 3, (y * info.width + x) * 3 + 3)]
    const [[r = 0, , b = 0], [r2 = 0, , b2 = 0]] = [at(600, 8) as number[], at(600, 622) as number[]] as [
      number[],
      number[],
    ]
    expect([r > 200 && b < 80, b2 > 200 && r2 < 80]).toEqual([true, true])
  })

  it.each([
    ['words', 'just words', 415, 'catalog.mediaUnsupported'],
    ['a page', '<html><script>alert(1)</script></html>', 415, 'catalog.mediaUnsupported'],
    ['nothing', '', 415, 'catalog.mediaUnsupported'],
    ['a program', '\x7fELF\x02\x01', 415, 'catalog.mediaUnsupported'],
    ['half a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 422, 'catalog.mediaBroken'],
    [
      'a drawing with entities',
      '<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg"/>',
      415,
      'catalog.mediaUnsupported',
    ],
    ['a broken drawing', '<svg xmlns="http://www.w3.org/2000/svg"><g></svg>', 422, 'catalog.mediaBroken'],
  ])('refuse %s', async (_what, body, status, code) => {
    const answer = await upload(body)
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([status, code])
    expect(await test.app.db.raw('select count(*) from media')).toEqual([[0]])
  })

  it('refuse what is too large, announced or not', async () => {
    const large = new Uint8Array(25_000_001)
    expect((await upload(large)).status).toBe(413)
    const pixels = await sharp({ create: { width: 9_000, height: 9_000, channels: 3, background: '#fff' } })
      .png()
      .toBuffer()
    expect(((await (await upload(pixels)).json()) as { code: string }).code).toBe('catalog.mediaBroken')
  })

  it('of other places are kept as addresses', async () => {
    const add = (url: string) =>
      app.request('/admin/media/external', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ url, alt: 'A', translations: { uk: 'А' } }),
      })
    const made = (await (await add('https://example.com/a.jpg')).json()) as MediaView
    expect(made).toMatchObject({
      url: 'https://example.com/a.jpg',
      isExternal: true,
      sizes: [],
      translations: { uk: 'А' },
    })
    expect(((await (await add('https://example.com/a.jpg')).json()) as MediaView).id).toBe(made.id)
    expect((await add('javascript:alert(1)')).status).toBe(400)
    expect((await fetched(`/store/media/${made.id}/640.webp`)).status).toBe(404)
  })

  it('are changed with their version, and deleted when nothing shows them', async () => {
    const made = await uploaded(await picture(10, 10))
    const patch = (body: object, tag: string) =>
      app.request(`/admin/media/${made.id}`, {
        method: 'PATCH',
        headers: { 'content-type': 'application/json', 'if-match': tag },
        body: JSON.stringify(body),
      })
    expect(await (await patch({ alt: 'B' }, '"1"')).json()).toMatchObject({ alt: 'B', version: 2 })
    expect((await patch({ alt: 'C' }, '"1"')).status).toBe(412)
    const { productId } = await createProduct(systemContext(test.app), { title: 'x', media: [{ id: made.id }] })
    const remove = () => app.request(`/admin/media/${made.id}`, { method: 'DELETE' })
    expect(((await (await remove()).json()) as { code: string }).code).toBe('catalog.inUse')
    await test.app.db.batch([{ sql: 'delete from product_media where product_id = ?', args: [productId] }])
    expect((await remove()).status).toBe(204)
    expect((await fetched(made.url)).status).toBe(404)
  })

  it('never leave their folder', async () => {
    const made = await uploaded(await picture(10, 10))
    for (const file of ['..%2f..%2fshop.db', '640.webp', 'original.exe', '%00'])
      expect((await app.request(`/store/media/${made.id}/${file}`)).status).toBe(404)
  })

  it('are listed by kind and words', async () => {
    await uploaded(await picture(10, 10), '?alt=Hive')
    await uploaded('%PDF-1.7 manual', '?alt=Manual')
    const alts = async (query: string) =>
      ((await (await app.request(`/admin/media${query}`)).json()) as { items: MediaView[] }).items.map(({ alt }) => alt)
    expect(await alts('?kind=file')).toEqual(['Manual'])
    expect(await alts('?q=hive')).toEqual(['Hive'])
  })
})
