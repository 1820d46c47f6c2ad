// The menu of a message: beside the button that opens it, or a sheet from below where fingers press
// (css/message_actions.css). A press elsewhere and Escape close it. Browsers do that for a popover,
// but not for the sheet: the finger that opens it is still to be lifted, and would close it again.

const GAP_PX = 4

// `onChoose(action, message)` is told what was chosen.
export function createMenu({ menu, onChoose }) {
  let shownFor
  // The finger that opens a sheet is lifted over one of its items, and browsers call that a click.
  let isOpening = false

  const close = () => menu.matches(':popover-open') && menu.hidePopover()
  const isRightToLeft = () => menu.matches(':dir(rtl)')
  const items = () => [...menu.querySelectorAll('[role=menuitem]')].filter(item => !item.hidden)

  // Under the button, or above it where there is no room; within the view.
  function place(anchor) {
    const from = anchor.getBoundingClientRect()
    const { offsetWidth: width, offsetHeight: height } = menu
    const { clientWidth, clientHeight } = menu.ownerDocument.documentElement
    const top = from.bottom + GAP_PX + height > clientHeight ? from.top - GAP_PX - height : from.bottom + GAP_PX
    const left = isRightToLeft() ? from.left : from.right - width
    menu.style.top = `${Math.max(0, top)}px`
    menu.style.left = `${Math.max(0, Math.min(left, clientWidth - width))}px`
  }

  menu.addEventListener('click', event => {
    const item = event.target.closest('[role=menuitem]')
    if (!item || (isOpening && event.detail)) return
    const message = shownFor
    close()
    onChoose(item.dataset.do, message)
  })

  menu.ownerDocument.addEventListener('pointerdown', ({ target }) => {
    isOpening = false
    if (menu.popover === 'manual' && !menu.contains(target)) close()
  })

  menu.ownerDocument.addEventListener('keydown', ({ key }) => {
    if (menu.popover === 'manual' && key === 'Escape') close()
  })

  menu.addEventListener('keydown', event => {
    const { key, target } = event
    const all = items()
    const at = all.indexOf(target)
    const [before, after] = [all.at(at - 1), all[(at + 1) % all.length]]
    const [left, right] = isRightToLeft() ? [after, before] : [before, after]
    const next = {
      Home: all[0], End: all.at(-1), ArrowUp: before, ArrowDown: after, ArrowLeft: left, ArrowRight: right,
    }[key]
    if (!next) return
    event.preventDefault()
    next.focus()
  })

  return {
    // `fits(item)`: whether something can be done with this message. Without `anchor` it is a
    // sheet.
    open(message, fits, anchor) {
      shownFor = message
      isOpening = !anchor
      for (const item of menu.querySelectorAll('[role=menuitem]')) item.hidden = !fits(item)
      menu.classList.toggle('sheet', !anchor)
      menu.popover = anchor ? 'auto' : 'manual'
      menu.showPopover()
      if (anchor) place(anchor)
      else menu.removeAttribute('style')
      items()[0].focus()
    },

    get isOpen() {
      return menu.matches(':popover-open')
    },
  }
}
