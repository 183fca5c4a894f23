import type { Settings } from './settings.ts'
import { localPath, type Site } from './site.ts'

/** `robots.txt` (RFC 9309). A closed shop is not to be looked at by anybody. */
export function robotsText(site: Site, { robots }: Settings): string {
  if (robots.closed) return 'User-agent: *\nDisallow: /\n'
  const everywhere = (path: string) => site.languages.map((language) => localPath(language, path))
  const group = (agent: string, lines: readonly string[]) => [`User-agent: ${agent}`, ...lines, ''].join('\n')
  const agents = robots.agents.map(({ agent, allow, disallow }) =>
    group(agent.replace(/[\r\n]/g, ' '), [
      ...allow.map((path) => `Allow: ${path}`),
      ...disallow.map((path) => `Disallow: ${path}`),
    ]),
  )
  const all = group(
    '*',
    robots.disallow.flatMap(everywhere).map((path) => `Disallow: ${path}`),
  )
  return `${[...agents, all].join('\n')}\nSitemap: ${site.url}/sitemap.xml\n`
}
