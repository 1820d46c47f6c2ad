// Puts earlier messages above the first one. What is read stays where it is, and the focus on the
// link that brings more.

const isMessage = element => element.matches('.message')
const seqOf = message => Number(message.id.slice(1))

// `earlier` is the paragraph of the link, `fragment` has the messages and perhaps the next link.
// Does nothing if they came twice, or another list has come meanwhile.
export function prepend({ earlier, fragment, scroller, format }) {
  const list = earlier.nextElementSibling
  const first = list && [...list.children].find(isMessage)
  const items = [...(fragment.querySelector('.log')?.children ?? [])]
  const last = items.at(-1)
  if (!first || !last || seqOf(last) >= seqOf(first)) return
  const top = first.getBoundingClientRect().top
  // At the top, browsers would keep the place of the link instead.
  scroller.style.overflowAnchor = 'none'
  // So that what is read keeps its height.
  first.classList.remove('continues')
  list.prepend(...items)
  format(items.filter(isMessage))
  const link = earlier.firstElementChild
  const next = fragment.querySelector('.earlier a')
  if (next) {
    link.setAttribute('href', next.getAttribute('href'))
  } else {
    // To what came, if it was on the link.
    const hadFocus = link === link.ownerDocument.activeElement
    earlier.remove()
    if (hadFocus) {
      last.tabIndex = -1
      last.focus({ preventScroll: true })
    }
  }
  scroller.scrollTop += first.getBoundingClientRect().top - top
  // A browser that has chosen what stays in its place moves the rest with the next picture.
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      scroller.style.overflowAnchor = ''
    }),
  )
}
