import type { Account } from './account.ts'

/** The whole catalogue as pins. Skeps have a size type that Pinterest does not know, and colonies are refused there. */
export const pinterest: Account = {
  connect: {
    channel: 'pinterest',
    name: 'Pinterest',
    settings: { country: 'NL', locale: 'en-GB' },
    credentials: { appId: 'pinterest-demo', appSecret: 'pinterest-demo-secret', refreshToken: 'pinr-demo' },
    market: 'nl',
    language: 'en',
    stockPolicy: { cap: 1 },
  },
  mappings: { attribute: { colour: 'color' } },
  overrides: ({ handle }) => (handle === 'straw-skep' ? { attributes: { size_type: 'huge' } } : undefined),
}
