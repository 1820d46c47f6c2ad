// Saves the draft, what it answers, and the pending messages over a reload. Storage may be full, or
// forbidden (then opening it throws), or hold what another version left there.

export function createDraftStorage({ openStorage, key }) {
  function read() {
    try {
      return JSON.parse(openStorage().getItem(key))
    } catch {
      return null
    }
  }

  return {
    save(draft, sends, reply) {
      try {
        openStorage().setItem(key, JSON.stringify({ draft, sends, reply }))
      } catch {
        // It can still be sent.
      }
    },

    load() {
      const stored = read()
      const sends = Array.isArray(stored?.sends) ? stored.sends.filter(Array.isArray) : []
      return { draft: stored?.draft, sends, reply: stored?.reply }
    },
  }
}
