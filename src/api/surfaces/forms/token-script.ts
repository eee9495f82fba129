/**
 * The one script of the pages made by the server: takes the token out of the address, where no server and no log sees
 * it, into the form, and hides the field for pasting it by hand. It sends nothing; that takes a person's click.
 */
export const tokenScript = `(() => {
  'use strict'
  const place = document.querySelector('[data-token]')
  const field = place && place.querySelector('input')
  if (!field) return
  const found = /^#token=([\\w-]{20,200})$/.exec(location.hash)
  if (found) {
    field.value = found[1]
    history.replaceState(null, '', location.pathname)
  }
  place.hidden = field.value !== '' && !place.classList.contains('wrong')
})()
`
