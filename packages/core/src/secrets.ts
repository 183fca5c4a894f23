import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createSealer, fileOf, hashToken, randomToken, type Sealer, type Settings } from './kernel/index.ts'

const SHORTEST = 32

/** The shop's secret: as given, from VITRINE_SECRET, or in development one that is made once and kept in the data folder (0600). */
export function secretOf({
  mode,
  dataFolder,
  secret = process.env.VITRINE_SECRET,
}: {
  readonly mode: Settings['mode']
  readonly dataFolder: string
  readonly secret: string | undefined
}): string {
  if (secret !== undefined && secret !== '') {
    if (secret.length < SHORTEST)
      throw new Error(`the secret must have at least ${SHORTEST} characters; make one with: openssl rand -base64 32`)
    return secret
  }
  if (mode === 'production')
    throw new Error('production needs a secret: set VITRINE_SECRET; make one with: openssl rand -base64 32')
  return keptSecret(join(dataFolder, 'secret'))
}

function keptSecret(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    mkdirSync(dirname(path), { recursive: true })
    const secret = randomToken()
    writeFileSync(path, secret, { mode: 0o600 })
    return secret
  }
}

/** Sealing keys are named by what they are, so that a rotated secret is recognised without being configured twice. */
export function createShopSealer(secret: string, former: readonly string[] = []): Sealer {
  const key = (text: string) => ({ id: hashToken(`key/${text}`).slice(0, 8), secret: text })
  return createSealer([key(secret), ...former.map(key)])
}

/** Beside the database file; the working folder's `.data` with a server. */
export function dataFolderOf(databaseUrl: string): string {
  const file = fileOf(databaseUrl)
  return file === undefined ? '.data' : join(dirname(file), 'files')
}
