// The view of the log: at the newest message, or further up with a count of what came since.
// Its layout begins at the end (`column-reverse`): 0 is the newest message, further up is below 0.

const NEAR_NEWEST_PX = 40

export function createScrollPosition({ scroller, button, label, unseenWords, write }) {
  let unseenCount = 0
  // To ask for it when a message comes would lay out the page once more.
  let isAtEnd = true

  function update() {
    if (isAtEnd) unseenCount = 0
    button.hidden = unseenCount === 0
    label.textContent = unseenWords.replace('{count}', write(unseenCount))
  }

  function toNewest() {
    scroller.scrollTop = 0
  }

  button.addEventListener('click', toNewest)
  scroller.addEventListener('scroll', () => {
    isAtEnd = scroller.scrollTop > -NEAR_NEWEST_PX
    update()
  })

  return {
    toNewest,

    addUnseen(count) {
      unseenCount += count
      update()
    },
  }
}
