// The switches of folded messages. They open without a script too; here they get their words, as
// everybody is sent the same messages, and the reader keeps their place.

export function attachFolds({ scroller, root, words }) {
  root.style.setProperty('--show-more', JSON.stringify(words.showMore))
  root.style.setProperty('--show-less', JSON.stringify(words.showLess))

  // What stays where it is: the beginning of what is unfolded, the switch of what is folded.
  scroller.addEventListener('click', event => {
    const fold = event.target.closest('.fold')
    if (!fold) return
    event.preventDefault()
    const anchor = fold.open ? fold : fold.parentElement
    const before = anchor.getBoundingClientRect().top
    fold.open = !fold.open
    scroller.scrollTop += anchor.getBoundingClientRect().top - before
  })
}
