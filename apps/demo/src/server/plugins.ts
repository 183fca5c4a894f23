import { amazon } from '@vitrine/plugin-amazon'
import { bazaar } from '@vitrine/plugin-bazaar'
import { clickAndCollect } from '@vitrine/plugin-click-and-collect'
import { ebay } from '@vitrine/plugin-ebay'
import { pinterest } from '@vitrine/plugin-pinterest'
import { storefront } from '@vitrine/plugin-storefront'
import { LANGUAGES, SHOP, SHOP_NAME } from '../seed/index.ts'
import { texts } from '../shared/messages/texts.en.ts'

/** What this shop adds to the core. */
export function pluginsOf({ publicUrl }: { readonly publicUrl: string }) {
  const channels = [bazaar(), ebay(), amazon(), pinterest()] as const
  return [storefront(windowOf(publicUrl)), clickAndCollect(COUNTERS), ...channels] as const
}

/** Stores open on weekdays and Saturdays; what differs from store to store is seeded. */
const COUNTERS = {
  timeZone: 'Europe/Warsaw',
  hours: [1, 2, 3, 4, 5, 6].map((day) => ({ day, from: '09:00', to: day === 6 ? '15:00' : '19:00' })),
}

/** English stands at the root, every other language below its name. */
function windowOf(url: string): Parameters<typeof storefront>[0] {
  return {
    name: SHOP_NAME,
    url,
    languages: LANGUAGES.map((language) => ({ language, prefix: language === 'en' ? '' : `/${language}` })),
    pages: {
      search: '/search?q=:words',
      others: ['/collections/all', ...Object.keys(texts).map((name) => `/pages/${name}`)],
    },
    robots: {
      disallow: [
        ...['/cart', '/checkout', '/orders/', '/saved', '/search'],
        ...['/admin', '/store/carts', '/pickup-desk', '/channels'],
      ],
    },
    organization: { email: SHOP.email, logo: `${url}/favicon.svg` },
    returns: { days: 30 },
  }
}
