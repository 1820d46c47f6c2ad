// Presence status: sends `away` when the page was hidden for AWAY_AFTER_MS, and `back` when it is
// shown again.

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

    // A new connection counts as active.
    repeat() {
      if (isAway) send('away')
    },
  }
}
