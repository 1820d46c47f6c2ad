// The view of the log: at the newest message, or further up with a count of what came since.
// Its layout begins at the end (`column-reverse`): 0 is the newest message, further up is below 0.

const NEAR_NEWEST_PX = 40

export function createScrollPosition({ scroller, button, label, unseenWords }) {
  let unseenCount = 0

  function update() {
    if (scroller.scrollTop > -NEAR_NEWEST_PX) unseenCount = 0
    button.hidden = unseenCount === 0
    label.textContent = unseenWords.replace('{count}', unseenCount)
  }

  function toNewest() {
    scroller.scrollTop = 0
  }

  button.addEventListener('click', toNewest)
  scroller.addEventListener('scroll', update)

  return {
    toNewest,

    addUnseen(count) {
      unseenCount += count
      update()
    },
  }
}
