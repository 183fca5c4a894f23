import { accessSync, constants, existsSync, statfsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { size } from '../download.ts'
import type { Finding } from './finding.ts'

/** The program's own ground: Node, and the disk under an embedded database. */
export function machine(file: string | undefined): Finding[] {
  return [node(process.versions.node), ...(file === undefined ? [] : [folder(file), space(file)])]
}

export function node(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const ok = major > 20 || (major === 20 && minor >= 19)
  return { check: 'Node.js', ok, detail: version, fix: 'Install Node.js 20.19 or newer.' }
}

function folder(file: string): Finding {
  const path = dirname(resolve(file))
  const wrong = [nearestExisting(path), ...(existsSync(file) ? [file] : [])].find((place) => !isWritable(place))
  if (wrong === undefined) return { check: 'data folder', ok: true, detail: path }
  return {
    check: 'data folder',
    ok: false,
    detail: `${wrong} cannot be written by this user`,
    fix: `Give the right to write, or name another place with --database: chown "$(id -un)" ${wrong}`,
  }
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK)
    return true
  } catch {
    return false
  }
}

const LEAST_SPACE = 256 * 1_048_576

function space(file: string): Finding {
  const { bavail, bsize } = statfsSync(nearestExisting(dirname(resolve(file))))
  return {
    check: 'free disk',
    ok: bavail * bsize > LEAST_SPACE,
    detail: size(bavail * bsize),
    fix: 'Make room: writes are refused when the disk is full.',
  }
}

function nearestExisting(path: string): string {
  return existsSync(path) ? path : nearestExisting(dirname(path))
}
