import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { contribute, createExtensions } from '../extensions.ts'
import { isPublicAddress } from './addresses.ts'
import { postOutside } from './post.ts'
import { nameResolver, type ResolveName } from './resolve.ts'
import { checkTarget, privateHost, readTarget } from './target.ts'

const servers: Server[] = []
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
})

/** A server of this machine, and how often somebody connected. */
async function inside(listener: RequestListener = (_, response) => void response.end('inside')) {
  const seen = { calls: 0, connections: 0 }
  const server = createServer((request, response) => {
    seen.calls += 1
    listener(request, response)
  })
  server.on('connection', () => {
    seen.connections += 1
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, resolve))
  return { seen, port: (server.address() as AddressInfo).port }
}

interface Shop {
  readonly mode?: 'development' | 'production'
  readonly hosts?: readonly string[]
  /** Answers of the name server, one after another; the last one stays. */
  readonly names?: readonly (readonly string[])[]
}

function shopWith({ mode = 'development', hosts = [], names = [] }: Shop = {}) {
  const asked: string[] = []
  const resolve: ResolveName = async (hostname) => {
    asked.push(hostname)
    const found = names[Math.min(asked.length, names.length) - 1] ?? []
    if (found.length === 0) throw Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' })
    return found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
  }
  const contributions = [contribute(nameResolver, resolve), ...hosts.map((host) => contribute(privateHost, host))]
  const settings = { mode, publicUrl: '', dataFolder: '', secret: '' }
  return { asked, app: { extensions: createExtensions(contributions), settings } }
}

const post = (app: ReturnType<typeof shopWith>['app'], url: string, timeout = 1_000) =>
  postOutside(app, { url, headers: { 'Content-Type': 'application/json' }, body: '{}', timeout })

const NOT_PUBLIC = [
  ...['0.0.0.0', '0.1.2.3', '10.0.0.1', '10.255.255.255', '100.64.0.1', '100.100.100.200', '100.127.255.255'],
  ...['127.0.0.1', '127.255.255.254', '169.254.0.1', '169.254.169.254', '172.16.0.1', '172.31.255.255'],
  ...['192.0.0.1', '192.0.0.192', '192.0.2.1', '192.88.99.1', '192.168.0.1', '192.168.255.255', '198.18.0.1'],
  ...['198.19.255.255', '198.51.100.7', '203.0.113.9', '224.0.0.1', '239.255.255.255', '240.0.0.1'],
  ...['255.255.255.255', '168.63.129.16'],
  ...['::', '::1', '::2', '::127.0.0.1', '::ffff:127.0.0.1', '::ffff:10.0.0.1', '::ffff:8.8.8.8', '::ffff:7f00:1'],
  ...['::ffff:0:127.0.0.1', '64:ff9b::7f00:1', '64:ff9b::8.8.8.8', '64:ff9b:1::1', '100::1', '2001::1'],
  ...['2001:0:7f00:1::', '2001:2::1', '2001:10::1', '2001:20::1', '2001:db8::1', '2002:7f00:1::', '3fff::1'],
  ...['4000::1', '5f00::1', 'fc00::1', 'fd00:ec2::254', 'fe80::1', 'fe80::1%eth0', 'fec0::1', 'ff02::1'],
  ...['', 'localhost', '127.1', '0x7f000001', '2130706433', '1.2.3', '1.2.3.4.5', 'example.com'],
]

describe('an address', () => {
  it.each(NOT_PUBLIC)('%j is not public', (address) => {
    expect(isPublicAddress(address)).toBe(false)
  })

  it.each([
    ...['1.1.1.1', '8.8.8.8', '9.255.255.255', '11.0.0.0', '100.63.255.255', '100.128.0.0', '126.255.255.255'],
    ...['128.0.0.0', '169.253.255.255', '169.255.0.0', '172.15.255.255', '172.32.0.0', '192.0.1.0', '192.167.255.255'],
    ...['192.169.0.0', '198.17.255.255', '198.20.0.0', '223.255.255.255', '168.63.129.15'],
    ...['2001:200::1', '2606:4700:4700::1111', '2a00:1450:4001::1', '2003::1', '3ffe::1'],
  ])('%j is public', (address) => {
    expect(isPublicAddress(address)).toBe(true)
  })
})

/** Ways in which people have written 127.0.0.1, its neighbours and the metadata service into addresses. */
const TRICKS = [
  ...['http://127.0.0.1/', 'http://127.1/', 'http://127.0.1/', 'http://2130706433/', 'http://0x7f000001/'],
  ...['http://0x7f.0.0.1/', 'http://0x7f.1/', 'http://0177.0.0.1/', 'http://0177.1/', 'http://017700000001/'],
  ...['http://127.0.0.1./', 'http://0/', 'http://0.0.0.0/', 'http://00000.0/', 'http://127.0.0.01/'],
  ...['http://①②⑦.⓪.⓪.①/', 'http://127。0。0。1/', 'http://%31%32%37.0.0.1/', 'http://0x7F.0x0.0x0.0x1/'],
  ...[
    'http://169.254.169.254/latest/meta-data',
    'http://2852039166/',
    'http://0xa9fea9fe/',
    'http://0251.0376.0251.0376/',
  ],
  ...[
    'http://[::1]/',
    'http://[::]/',
    'http://[0:0:0:0:0:0:0:1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[::ffff:7f00:1]/',
  ],
  ...['http://[::127.0.0.1]/', 'http://[64:ff9b::127.0.0.1]/', 'http://[2002:7f00:1::]/', 'http://[fe80::1]/'],
  ...['http://[fd00:ec2::254]/', 'http://[::ffff:a9fe:a9fe]/', 'http://[2001:0:7f00:1::]/'],
  ...['http://localhost/', 'http://LOCALHOST/', 'http://localhost./', 'http://a.localhost/', 'http://ⓛocalhost/'],
  ...['http://10.0.0.8:8080/', 'http://192.168.1.1/', 'http://100.64.0.1/', 'http://172.16.5.4/'],
  ...['https://127.0.0.1/', 'https://127.0.0.1:443/', 'http:\\\\127.0.0.1\\', 'http:127.0.0.1', 'http:///127.0.0.1/'],
  ...['http://127.0.0.1#@example.com/', 'http://127.0.0.1?.example.com/', 'http://127.0.0.1\\@example.com/'],
  ...['\thttp://127.0.0.1/', 'ht\ntp://127.0.0.1/', 'http://127.0.0\t.1/'],
]

describe('an address that somebody gave', () => {
  it.each(TRICKS)('is refused before anything is sent: %j', async (url) => {
    const { app, asked } = shopWith()
    expect(readTarget(url, app)).toMatchObject({ code: 'private' })
    expect(await checkTarget(url, app)).toMatchObject({ code: 'private' })
    expect(await post(app, url)).toMatchObject({ kind: 'blocked' })
    expect(asked).toEqual([])
  })

  it.each([
    ['ftp://example.com/', 'scheme'],
    ['file:///etc/passwd', 'scheme'],
    ['javascript:alert(1)', 'scheme'],
    ['gopher://example.com/', 'scheme'],
    ['data:text/plain,hi', 'scheme'],
    ['http://user:pass@example.com/', 'credentials'],
    ['https://key@example.com/', 'credentials'],
    ['example.com/hooks', 'url'],
    ['//example.com/hooks', 'url'],
    ['http://', 'url'],
    ['http://256.0.0.1/', 'url'],
    ['http://[::1', 'url'],
    ['', 'url'],
  ])('is refused when it is none of the web: %j', async (url, code) => {
    const { app } = shopWith()
    expect(await checkTarget(url, app)).toMatchObject({ code })
    expect(await post(app, url)).toMatchObject({ kind: 'blocked' })
  })

  it('must be https in production', async () => {
    const names = [['93.184.216.34']]
    const production = shopWith({ mode: 'production', names }).app
    expect(await checkTarget('http://example.com/', production)).toMatchObject({ code: 'scheme' })
    expect(await checkTarget('https://example.com/', production)).toBeInstanceOf(URL)
    expect(await checkTarget('http://example.com/', shopWith({ names }).app)).toBeInstanceOf(URL)
  })

  it.each([
    ['one private address', ['10.0.0.5']],
    ['this machine', ['127.0.0.1']],
    ['a private one beside a public one', ['93.184.216.34', '192.168.0.9']],
    ['a mapped one', ['::ffff:10.0.0.1']],
    ['the metadata service', ['169.254.169.254']],
    ['a unique local one', ['fd12::1']],
  ])('is refused when its name leads to %s', async (_, addresses) => {
    const { app } = shopWith({ names: [addresses] })
    expect(await checkTarget('http://shop.example.com/', app)).toMatchObject({ code: 'private' })
    expect(await post(app, 'http://shop.example.com/')).toMatchObject({ kind: 'blocked' })
  })

  it('is refused when its name cannot be found', async () => {
    expect(await checkTarget('http://none.example.com/', shopWith().app)).toMatchObject({ code: 'unresolved' })
    expect(await post(shopWith().app, 'http://none.example.com/')).toMatchObject({ kind: 'unreachable' })
  })

  it('of a host that the shop has named is called although it is inside, with that port only', async () => {
    const { port, seen } = await inside()
    const { app, asked } = shopWith({ hosts: [`erp.internal:${port}`], names: [['127.0.0.1']] })
    expect(await checkTarget(`http://erp.internal:${port}/a`, app)).toBeInstanceOf(URL)
    expect(await post(app, `http://erp.internal:${port}/a`)).toMatchObject({
      kind: 'answered',
      status: 200,
      body: 'inside',
    })
    expect(asked).toEqual(['erp.internal'])
    expect(await checkTarget(`http://erp.internal:${port + 1}/a`, app)).toMatchObject({ code: 'private' })
    expect(await post(app, `http://erp.internal.example.com:${port}/`)).toMatchObject({ kind: 'blocked' })
    expect(seen.calls).toBe(1)
  })
})

describe('a name that changes its address between the check and the call', () => {
  it('is looked at again when it is called', async () => {
    const { port, seen } = await inside()
    const { app } = shopWith({ names: [['93.184.216.34'], ['127.0.0.1']] })
    const url = `http://rebind.example.com:${port}/`
    expect(await checkTarget(url, app)).toBeInstanceOf(URL)
    expect(await post(app, url)).toMatchObject({ kind: 'blocked' })
    expect(seen.connections).toBe(0)
  })

  it('is connected to where it led when it was looked at: nobody asks for the name a second time', async () => {
    const [first, second] = [await inside(), await inside()]
    const { app, asked } = shopWith({ hosts: ['erp.internal'], names: [['127.0.0.1'], ['::1']] })
    expect(await post(app, `http://erp.internal:${first.port}/`)).toMatchObject({ kind: 'answered' })
    expect(asked).toEqual(['erp.internal'])
    expect([first.seen.connections, second.seen.connections]).toEqual([1, 0])
  })
})

describe('a call', () => {
  it('follows no redirect, to wherever it leads', async () => {
    const target = await inside()
    const { port } = await inside((_, response) => {
      response.writeHead(302, { Location: `http://127.0.0.1:${target.port}/` }).end()
    })
    const { app } = shopWith({ hosts: ['127.0.0.1'] })
    expect(await post(app, `http://127.0.0.1:${port}/`)).toMatchObject({ kind: 'answered', status: 302 })
    expect(target.seen.calls).toBe(0)
  })

  it('is given up when the shop closes', async () => {
    const { port } = await inside(() => {})
    const { app } = shopWith({ hosts: ['127.0.0.1'] })
    const closing = new AbortController()
    const call = postOutside(app, {
      url: `http://127.0.0.1:${port}/`,
      headers: {},
      body: '{}',
      timeout: 5_000,
      signal: closing.signal,
    })
    setTimeout(() => closing.abort(), 50)
    expect(await call).toMatchObject({ kind: 'aborted' })
  })

  it('ends at its deadline while the name is looked up for ever', async () => {
    const resolve: ResolveName = () => new Promise(() => {})
    const { app } = shopWith()
    const slow = { ...app, extensions: createExtensions([contribute(nameResolver, resolve)]) }
    expect(await post(slow, 'http://slow.example.com/', 100)).toMatchObject({ kind: 'timeout' })
  })
})
