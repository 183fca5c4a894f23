import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { readJson, root } from './root.mjs'

/**
 * Folders of the packages that are published, relative to the root.
 * @returns {string[]}
 */
export function publishedPackages() {
  return ['packages', 'packages/plugins']
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) => readdirSync(join(root, folder)).map((name) => `${folder}/${name}`))
    .filter((folder) => existsSync(join(root, folder, 'package.json')))
    .filter((folder) => !isPrivate(folder))
}

/** @param {string} folder */
function isPrivate(folder) {
  return /** @type {{ private?: boolean }} */ (readJson(`${folder}/package.json`)).private === true
}
