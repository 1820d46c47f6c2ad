// The view of the log: at the newest message, or further up with a way back and a count of what
// came since.
// Its layout begins at the end (`column-reverse`): 0 is the newest message, further up is below 0.

const NEAR_NEWEST_PX = 40

// `isOldPart()`: later messages are missing, which `showNewest()` brings.
export function createScrollPosition({ scroller, button, label, words, write, isOldPart, showNewest }) {
  let unseenCount = 0
  let isFar = false
  // To ask for it when a message comes would lay out the page once more.
  let isAtEnd = true

  function update() {
    const isOld = isOldPart()
    if (isAtEnd && !isOld) unseenCount = 0
    button.hidden = !unseenCount && !isOld && !isFar
    label.textContent = unseenCount ? words.unseen.replace('{count}', write(unseenCount)) : words.toNewest
  }

  function toNewest() {
    if (isOldPart()) showNewest()
    else scroller.scrollTop = 0
  }

  button.addEventListener('click', toNewest)
  scroller.addEventListener('scroll', () => {
    isAtEnd = scroller.scrollTop > -NEAR_NEWEST_PX
    isFar = scroller.scrollTop < -scroller.clientHeight
    update()
  })

  update()

  return {
    update,
    toNewest,

    addUnseen(count) {
      unseenCount += count
      update()
    },
  }
}
