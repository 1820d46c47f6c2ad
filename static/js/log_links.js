// Links in the log that lead nowhere else: parts of it, places in it, and its pictures, which are
// shown in front of the page.

// `loadPart(id)` and `showPlace(hash)` show those; `showPlace` returns whether it is there.
export function attachLogLinks({ history, words, loadPart, showPlace }) {
  let lightbox

  function openPicture(link) {
    lightbox ??= import('./on_demand/lightbox.js').then(module => module.createLightbox({ history, words }))
    // What cannot be shown here is a page.
    lightbox.then(it => it.open(link)).catch(() => location.assign(link.href))
  }

  history.addEventListener('click', event => {
    const link = event.target.closest('.earlier a, .later a, a[href*="?at="], .picture')
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return
    const { pathname, hash, parentElement: way } = link
    if (way.matches('.earlier, .later')) loadPart(way.id)
    else if (link.matches('.picture')) openPicture(link)
    else if (pathname !== location.pathname || !showPlace(hash)) return
    event.preventDefault()
  })
}
