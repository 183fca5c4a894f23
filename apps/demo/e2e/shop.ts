import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const HOME = fileURLToPath(new URL('..', import.meta.url))
const MAIN = join(HOME, 'dist/server/main.js')
const SEEDING = 110_000

export interface Shop {
  readonly url: string
  /** Where the first member of the staff makes an account. */
  readonly staffLink: string
  /** Where the outside platforms are, by their channel. */
  readonly platforms: Readonly<Record<string, string>>
  stop(): Promise<void>
}

/** The built shop on a free port and a database of its own, filled like that of a new merchant; with the outside platforms when they are asked for. */
export async function openShop({ platforms = 'none' }: { readonly platforms?: string } = {}): Promise<Shop> {
  if (!existsSync(MAIN)) await promisify(execFile)('npx', ['vite', 'build'], { cwd: HOME })
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-shop-'))
  cpSync(await seededFolder(), folder, { recursive: true })
  const { url, said, child } = await start(folder, { platforms })
  const [staffLink = ''] = /http\S*\/admin\/first-staff\S*/.exec(said) ?? []
  return {
    url,
    staffLink,
    platforms: Object.fromEntries([...said.matchAll(/(\w+) sandbox\s+(http\S+)/g)].map(([, name, at]) => [name, at])),
    async stop() {
      await end(child)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Seeding takes long, so one build of the shop is seeded once and copied. */
async function seededFolder(): Promise<string> {
  const build = createHash('sha256').update(readFileSync(MAIN)).digest('hex').slice(0, 16)
  const folder = join(tmpdir(), `vitrine-seeded-${build}`)
  if (existsSync(folder)) return folder
  const fresh = mkdtempSync(join(tmpdir(), 'vitrine-seeding-'))
  const { child } = await start(fresh, { platforms: 'none' })
  await end(child)
  if (!existsSync(folder)) renameSync(fresh, folder)
  return folder
}

interface Started {
  readonly url: string
  /** What the shop printed until it was open. */
  readonly said: string
  readonly child: ChildProcess
}

async function start(folder: string, { platforms }: { readonly platforms: string }): Promise<Started> {
  const port = await freePort()
  const database = `file:${join(folder, 'shop.db')}`
  const args = [MAIN, '--port', String(port), '--database', database, '--platforms', platforms]
  const child = spawn(process.execPath, args, { cwd: HOME, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`The shop did not open in time: ${said}`)), SEEDING)
    const listen = (data: Buffer) => {
      said += data.toString()
      if (said.includes('Stop with')) {
        clearTimeout(timer)
        resolve()
      }
    }
    child.stdout?.on('data', listen)
    child.stderr?.on('data', listen)
    child.once('exit', (code) => reject(new Error(`The shop ended with ${code}: ${said}`)))
  })
  return { url: `http://localhost:${port}`, said, child }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  await ended
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}
