import type { Commerce } from '@vitrine/core'

/** What seeding may use: the doors that staff have, nothing else. */
export interface Shop {
  readonly admin: Commerce['call']['admin']
  /** Uploads a drawing and answers its id. */
  upload(svg: string, alt: string): Promise<{ readonly id: string }>
  /** Resolves when everything that was made is indexed. */
  idle(): Promise<void>
}

export function shopOf(commerce: Pick<Commerce, 'app' | 'call' | 'idle'>, operatorToken: string): Shop {
  return {
    admin: commerce.call.admin,
    idle: () => commerce.idle(),
    async upload(svg, alt) {
      const answer = await commerce.app.request(`/admin/media?${new URLSearchParams({ alt, language: 'en' })}`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${operatorToken}`, 'Content-Type': 'image/svg+xml' },
        body: svg,
      })
      if (!answer.ok) throw new Error(`A picture was refused: ${await answer.text()}`)
      return (await answer.json()) as { id: string }
    },
  }
}
