import { connect } from 'node:net'

/**
 * The smallest HTTP/1.1 client that can keep a server busy from the same cores: kept connections, one request at a time on each,
 * answers with Content-Length only.
 * @typedef {import('./checkout.mjs').Answer} Answer
 * @typedef {{ resolve: (answer: Answer) => void, reject: (error: Error) => void }} Waiting
 */

/** Milliseconds after which a kept connection is not used again, since the server may be about to close it. */
const longIdle = 3_000

/** @param {number} port */
function openConnection(port) {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true })
  /** @type {Waiting | undefined} */
  let waiting
  /** @type {Buffer} */
  let got = Buffer.alloc(0)
  let isClosed = false
  let lastUsed = performance.now()
  const end = (/** @type {Error} */ error) => {
    isClosed = true
    waiting?.reject(error)
    waiting = undefined
  }
  socket.on('error', end)
  socket.on('close', () => end(new Error('the server closed the connection')))
  socket.on('data', (chunk) => {
    got = got.length === 0 ? chunk : Buffer.concat([got, chunk])
    const found = readAnswer(got)
    if (found === undefined) return
    got = got.subarray(found.length)
    const told = waiting
    waiting = undefined
    lastUsed = performance.now()
    told?.resolve(found.answer)
  })
  return {
    get isUsable() {
      return !isClosed && performance.now() - lastUsed < longIdle
    },
    /** @param {string} text @returns {Promise<Answer>} */
    send: (text) =>
      new Promise((resolve, reject) => {
        waiting = { resolve, reject }
        socket.write(text)
      }),
    close: () => socket.destroy(),
  }
}

/** @param {Buffer} got */
function readAnswer(got) {
  const end = got.indexOf('\r\n\r\n')
  if (end < 0) return undefined
  const [first = '', ...lines] = got.toString('latin1', 0, end).split('\r\n')
  const headers = Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(':')
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]
    }),
  )
  if (headers['content-length'] === undefined) throw new Error(`an answer without Content-Length: ${first}`)
  const length = end + 4 + Number(headers['content-length'])
  if (got.length < length) return undefined
  const text = got.toString('utf8', end + 4, length)
  return {
    length,
    answer: { status: Number(first.split(' ')[1]), headers, body: text === '' ? null : JSON.parse(text) },
  }
}

/**
 * Asks a server over as many connections as are needed at a moment, up to a limit; what comes when all are busy waits for one.
 * @param {{ port: number, key: string, connections: number }} options
 */
export function openWire({ port, key, connections }) {
  /** @type {ReturnType<typeof openConnection>[]} */
  const free = []
  /** @type {(() => void)[]} */
  const queue = []
  let busy = 0
  const take = async () => {
    while (busy >= connections) await new Promise((next) => queue.push(() => next(undefined)))
    busy += 1
    let found = free.pop()
    while (found?.isUsable === false) {
      found.close()
      found = free.pop()
    }
    return found ?? openConnection(port)
  }
  /** @type {import('./checkout.mjs').Ask} */
  const ask = async (method, path, { token, body }) => {
    const connection = await take()
    try {
      return await connection.send(requestText({ method, path, key, token, body: JSON.stringify(body) }))
    } finally {
      busy -= 1
      if (connection.isUsable) free.push(connection)
      queue.shift()?.()
    }
  }
  return {
    ask,
    /** Opens all connections while the server has time: a busy one takes a single new connection in each turn of its event loop. */
    open: () => Promise.all(Array.from({ length: connections }, () => ask('GET', '/health', { body: {} }))),
    close() {
      for (const connection of free) connection.close()
    },
  }
}

/** @param {{ method: string, path: string, key: string, token: string | undefined, body: string }} request */
function requestText({ method, path, key, token, body }) {
  const cart = token === undefined ? '' : `Vitrine-Cart: ${token}\r\n`
  const length = Buffer.byteLength(body)
  return `${method} ${path} HTTP/1.1\r\nHost: localhost\r\nVitrine-Key: ${key}\r\n${cart}Content-Type: application/json\r\nContent-Length: ${length}\r\n\r\n${body}`
}
