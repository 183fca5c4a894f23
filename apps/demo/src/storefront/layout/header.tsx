import { piecesIn, type Visit } from '../visit.ts'
import { Icon } from './icon.tsx'
import { Island } from './island.tsx'
import { Logo } from './logo.tsx'
import { PlacePicker } from './place-picker.tsx'

export function Header({ visit, isPlain }: { readonly visit: Visit; readonly isPlain: boolean }) {
  const { t, to, language } = visit
  return (
    <header class="site-header">
      <div class="wrap header-row">
        <a class="brand" href={to('/')}>
          <Logo />
        </a>
        {!isPlain && (
          <>
            <SearchForm visit={visit} />
            <div class="header-tools">
              <PlacePicker visit={visit} />
              <CartLink visit={visit} />
            </div>
          </>
        )}
      </div>
      {!isPlain && (
        <nav class="wrap menu" aria-label={t.menu}>
          <ul lang={language}>
            {visit.navigation
              .filter(({ isCategory }) => isCategory)
              .map(({ handle, title }) => (
                <li key={handle}>
                  <a
                    href={to(`/collections/${handle}`)}
                    aria-current={visit.path === `/collections/${handle}` ? 'page' : undefined}
                  >
                    {title}
                  </a>
                </li>
              ))}
          </ul>
        </nav>
      )}
    </header>
  )
}

function SearchForm({ visit }: { readonly visit: Visit }) {
  const { t, to, search, path } = visit
  return (
    <Island name="search" when="interact" props={{ url: to('/search/suggestions') }}>
      <search>
        <form class="search-form" action={to('/search')}>
          <label class="visually-hidden" for="q">
            {t.search.label}
          </label>
          <input
            id="q"
            type="search"
            name="q"
            maxLength={100}
            autocomplete="off"
            placeholder={t.search.placeholder}
            value={path === '/search' ? (search.get('q') ?? '') : ''}
          />
          <button type="submit" class="icon-button">
            <Icon name="search" />
            <span class="visually-hidden">{t.search.submit}</span>
          </button>
          <div class="suggestions" hidden />
        </form>
      </search>
    </Island>
  )
}

function CartLink({ visit }: { readonly visit: Visit }) {
  const { t, to, cart } = visit
  const count = piecesIn(cart)
  return (
    <Island name="cart" props={{ url: to('/cart/drawer'), title: t.cart.title, close: t.cart.close }}>
      <a class="cart-link" href={to('/cart')} aria-label={t.cart.open(count)}>
        <Icon name="basket" />
        <span class="cart-count" aria-hidden="true">
          {count > 0 ? count : ''}
        </span>
      </a>
    </Island>
  )
}
