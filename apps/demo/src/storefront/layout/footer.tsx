import { SHOP, SHOP_NAME } from '../../seed/index.ts'
import type { Visit } from '../visit.ts'

export function Footer({ visit }: { readonly visit: Visit }) {
  const { t, to, navigation, language } = visit
  return (
    <footer class="site-footer">
      <div class="wrap footer-grid">
        <div class="footer-about">
          <p class="footer-name">{SHOP_NAME}</p>
          <p lang={language}>{SHOP.tagline[language]}.</p>
          <p>
            <a href={`mailto:${SHOP.email}`}>{SHOP.email}</a>
          </p>
        </div>
        <nav aria-label={t.footer.shop}>
          <h2>{t.footer.shop}</h2>
          <ul lang={language}>
            {navigation.map(({ handle, title }) => (
              <li key={handle}>
                <a href={to(`/collections/${handle}`)}>{title}</a>
              </li>
            ))}
          </ul>
        </nav>
        <nav aria-label={t.footer.help}>
          <h2>{t.footer.help}</h2>
          <ul>
            <li>
              <a href={to('/pages/about')}>{t.footer.about}</a>
            </li>
            <li>
              <a href={to('/saved')}>{t.saved.title}</a>
            </li>
            <li>
              <a href={to('/pages/delivery')}>{t.footer.delivery}</a>
            </li>
            <li>
              <a href={to('/pages/privacy')}>{t.footer.privacy}</a>
            </li>
            <li>
              <a href="/docs">{t.footer.api}</a>
            </li>
          </ul>
        </nav>
      </div>
      <p class="wrap fiction" lang={language}>
        {SHOP.footer[language]}
      </p>
    </footer>
  )
}
