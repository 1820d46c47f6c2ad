// Keeps the place of somebody who reads further up when the window, the keyboard on the screen or
// the size of the letters changes: the first message in view stays where it is.

export function keepPlace({ scroller, isAtEnd }) {
  let anchor
  let top

  function remember() {
    const box = scroller.getBoundingClientRect()
    const found = scroller.ownerDocument.elementFromPoint(box.left + box.width / 2, box.top + 1)
    anchor = found?.closest('.scroller li')
    if (anchor?.getBoundingClientRect().top < box.top) anchor = anchor.nextElementSibling ?? anchor
    top = anchor && anchor.getBoundingClientRect().top - box.top
  }

  new ResizeObserver(() => {
    if (anchor?.isConnected && !isAtEnd()) {
      scroller.scrollTop += anchor.getBoundingClientRect().top - scroller.getBoundingClientRect().top - top
    }
    remember()
  }).observe(scroller)
  scroller.addEventListener('scroll', remember)
  remember()
}
