// The page of an owner link: takes the owner code from the link's fragment, which no server sees.

const { key } = document.forms.own.elements

function fillIn() {
  const code = location.hash.slice(1)
  if (code !== '') key.value = code
  key.parentElement.hidden = key.value !== '' && !key.matches('[aria-invalid]')
}

fillIn()
// Another link that is pasted into the address bar differs by its fragment: nothing is loaded.
window.addEventListener('hashchange', fillIn)
