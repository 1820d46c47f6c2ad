// Tells the room that nobody has looked for long, and that somebody does again.

import { AWAY_AFTER_MS } from './settings.js'

export function createPresenceStatus({ send }) {
  let isAway = false
  let awayTimer

  return {
    setHidden(isHidden) {
      clearTimeout(awayTimer)
      if (isHidden) {
        awayTimer = setTimeout(() => {
          isAway = true
          send('away')
        }, AWAY_AFTER_MS)
      } else if (isAway) {
        isAway = false
        send('back')
      }
    },

    // A new connection counts as somebody who looks.
    repeat() {
      if (isAway) send('away')
    },
  }
}
