// The page of an owner link: takes the owner code from the link's fragment, which no server sees.

const { key } = document.forms.own.elements
const languages = document.forms.languages

function fillIn() {
  const code = location.hash.slice(1)
  if (code !== '') key.value = code
  // A redirect keeps the fragment of the address that it comes from, in the browser: so the page in
  // another language has the code, and no server is told.
  languages.action = new URL(location.hash, languages.action)
  key.parentElement.hidden = key.value !== '' && !key.matches('[aria-invalid]')
}

fillIn()
// Another link that is pasted into the address bar differs by its fragment: nothing is loaded.
window.addEventListener('hashchange', fillIn)
