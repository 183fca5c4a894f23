import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { program } from './compiler.mjs'
import { appFile, folder, nameOf } from './fixture.mjs'

/**
 * The compiler as editors use it (Language Server Protocol 3.17 over its standard streams).
 * @returns {{ ask: (method: string, params: object) => Promise<any>, tell: (method: string, params: object) => void, end: () => void }}
 */
function openServer() {
  const server = spawn(process.execPath, [program, '--lsp', '--stdio'], {
    cwd: folder,
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  /** @type {Map<number, (message: any) => void>} */
  const waiting = new Map()
  let last = 0
  let buffer = Buffer.alloc(0)
  const send = (/** @type {object} */ message) => {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message })
    server.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`)
  }
  server.stdout.on('data', (chunk) => {
    buffer = Buffer.concat([buffer, chunk])
    for (;;) {
      const end = buffer.indexOf('\r\n\r\n')
      const length = Number(/Content-Length: (\d+)/i.exec(buffer.subarray(0, Math.max(end, 0)).toString())?.[1])
      if (end < 0 || buffer.length < end + 4 + length) return
      const message = JSON.parse(buffer.subarray(end + 4, end + 4 + length).toString())
      buffer = buffer.subarray(end + 4 + length)
      /* What the server asks of an editor has no answer here but must have one. */
      if (message.method !== undefined && message.id !== undefined) send({ id: message.id, result: null })
      else waiting.get(message.id)?.(message)
    }
  })
  return {
    ask: (method, params) =>
      new Promise((done, fail) => {
        const id = ++last
        waiting.set(id, ({ result, error }) => (error === undefined ? done(result) : fail(new Error(error.message))))
        send({ id, method, params })
      }),
    tell: (method, params) => send({ method, params }),
    end: () => void server.kill(),
  }
}

const ROUNDS = 7

/**
 * Milliseconds that an editor waits for the endpoints of the last plugin after a key was pressed; the middle of some rounds, the first of which
 * is left out, as it reads the project.
 * @param {number} count of plugins
 */
export async function completionTime(count) {
  const server = openServer()
  const uri = pathToFileURL(join(folder, appFile(count))).href
  const text = `${readFileSync(join(folder, appFile(count)), 'utf8')}\ncommerce.call.${nameOf(count - 1)}.`
  const position = { line: text.split('\n').length - 1, character: text.length - text.lastIndexOf('\n') - 1 }
  try {
    await server.ask('initialize', { processId: null, rootUri: pathToFileURL(folder).href, capabilities: {} })
    server.tell('initialized', {})
    server.tell('textDocument/didOpen', { textDocument: { uri, languageId: 'typescript', version: 1, text } })
    const times = []
    for (let round = 0; round <= ROUNDS; round += 1) {
      const version = round + 2
      server.tell('textDocument/didChange', { textDocument: { uri, version }, contentChanges: [{ text }] })
      const began = performance.now()
      const found = await server.ask('textDocument/completion', { textDocument: { uri }, position })
      const labels = (found?.items ?? found ?? []).map((/** @type {{ label: string }} */ { label }) => label)
      if (!labels.includes('endpoint14'))
        throw new Error(`the editor knows no endpoint14 of ${nameOf(count - 1)}: ${labels.slice(0, 5)}`)
      if (round > 0) times.push(performance.now() - began)
    }
    return times.toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0
  } finally {
    server.end()
  }
}
