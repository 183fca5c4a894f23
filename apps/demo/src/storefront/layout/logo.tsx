import { SHOP_NAME } from '../../seed/index.ts'

const CELL = 'M48 5l37.2 21.5v43L48 91 10.8 69.5v-43z'
const BLADE =
  'M48 75C30 68 20.5 56 22.5 43.5C24.5 32.5 36 29 43 34.5C45.5 30 48 26 48 21C48 26 50.5 30 53 34.5C60 29 71.5 32.5 73.5 43.5C75.5 56 66 68 48 75z'

/** The mark of the shop in the colours of the page, with its name. */
export function Logo() {
  return (
    <>
      <svg class="logo" viewBox="0 0 96 96" width="40" height="40" aria-hidden="true" focusable="false">
        <path d={CELL} fill="none" stroke="currentColor" stroke-width="6" stroke-linejoin="round" />
        <path class="logo-leaf" d={BLADE} />
        <path
          d="M48 84V38M48 52l12-8.5M48 52l-12-8.5M48 64l14.5-9M48 64l-14.5-9"
          fill="none"
          stroke="currentColor"
          stroke-width="3.5"
          stroke-linecap="round"
        />
      </svg>
      <span>{SHOP_NAME}</span>
    </>
  )
}
