// Frames go into the page in passes: what comes before the next one goes in together.

// No picture is drawn of a page that nobody sees.
const LONGEST_WAIT_MS = 250
// To draw a message costs about as much as to draw ten: while many come, they come together.
const PASS_INTERVAL_MS = 200

// A function that takes a frame, and is done when the page shows it.
export function createFramePasses({ isHidden, swap }) {
  let frames = ''
  let shown
  let isIntervalOver

  function nextPicture() {
    return new Promise(resolve => {
      if (isHidden()) resolve()
      requestAnimationFrame(resolve)
      setTimeout(resolve, LONGEST_WAIT_MS)
    })
  }

  async function nextPass() {
    await isIntervalOver
    await nextPicture()
    isIntervalOver = new Promise(resolve => setTimeout(resolve, PASS_INTERVAL_MS))
  }

  return frame => {
    frames += frame
    shown ??= nextPass().then(() => {
      const text = frames
      frames = ''
      shown = undefined
      return swap(text)
    })
    return shown
  }
}
