import { createReadStream, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import type { Context } from '../kernel/index.ts'
import { problems } from './problems.ts'

/** A consistent copy of the embedded database as a download, made while the shop runs. Throws `exports.noFile` with a database server. */
export async function backupResponse(ctx: Context): Promise<Response> {
  /* Not in the system's folder for temporary files, which is often in memory. */
  mkdirSync(ctx.settings.dataFolder, { recursive: true })
  const folder = mkdtempSync(join(ctx.settings.dataFolder, 'backup-'))
  const file = join(folder, 'shop.db')
  const forget = () => rmSync(folder, { recursive: true, force: true })
  try {
    if (!(await ctx.db.copyTo(file))) throw problems.noFile()
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
