import { createReadStream, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import type { Context } from '../kernel/index.ts'
import { problems } from './problems.ts'

/** A consistent copy of the embedded database as a download, made while the shop runs (VACUUM INTO). Throws `exports.noFile` with a database server. */
export async function backupResponse(ctx: Context): Promise<Response> {
  if (ctx.db.kind !== 'local') throw problems.noFile()
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-backup-'))
  const file = join(folder, 'shop.db')
  const forget = () => rmSync(folder, { recursive: true, force: true })
  try {
    await ctx.db.raw('vacuum into ?', [file])
    const stream = createReadStream(file).once('close', forget)
    return new Response(Readable.toWeb(stream) as ReadableStream, {
      headers: {
        'Content-Type': 'application/vnd.sqlite3',
        'Content-Length': String(statSync(file).size),
        'Content-Disposition': 'attachment; filename="shop.db"',
      },
    })
  } catch (error) {
    forget()
    throw error
  }
}
