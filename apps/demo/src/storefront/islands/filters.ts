const PHONE = '(max-width: 59.99rem)'

/** Filters apply as soon as they are chosen where the list is beside them; on phones they wait for the button. */
export default function filters(element: HTMLElement): void {
  const form = element.querySelector('form')
  if (form === null) return
  const isPhone = matchMedia(PHONE)
  form.addEventListener('submit', () => leaveOutEmpty(form))
  form.addEventListener('change', ({ target }) => {
    if (!isPhone.matches && target instanceof HTMLInputElement && target.type === 'checkbox') form.requestSubmit()
  })
  for (const instant of document.querySelectorAll<HTMLFormElement>('form[data-instant]')) {
    instant.classList.add('is-instant')
    instant.addEventListener('change', () => instant.requestSubmit())
  }
}

/** Keeps addresses short: what was left empty says nothing. */
function leaveOutEmpty(form: HTMLFormElement): void {
  for (const input of form.querySelectorAll<HTMLInputElement>('input[type=text]')) input.disabled = input.value === ''
}

addEventListener('pageshow', () => {
  for (const input of document.querySelectorAll<HTMLInputElement>('#filters input[type=text]')) input.disabled = false
})
