// Keeps what somebody has typed. The draft is the browser's: it stays for days, and every tab of
// the room has the same one. The pending messages are the tab's, for a reload. There may be what
// another version left.

// `shared` is the storage of the browser, `own` that of the tab.
export function createDraftStorage({ shared, own, key }) {
  let sharedText

  function load(storage) {
    try {
      return JSON.parse(storage.read(key))
    } catch {
      return null
    }
  }

  // A tab that writes without need would take back what another one has just written.
  function share(draft, seq) {
    const text = JSON.stringify({ draft, seq })
    if (text === sharedText) return true
    const isShared = shared.write(key, draft || seq ? text : null)
    sharedText = isShared ? text : undefined
    return isShared
  }

  return {
    key,

    save(draft, sends, reply) {
      const isShared = share(draft, reply?.seq)
      own.write(key, JSON.stringify({ draft: isShared ? undefined : draft, sends, reply }))
    },

    // What every tab has. Of what it answers only the place: it may be removed meanwhile.
    loadShared() {
      const { draft, seq } = load(shared) ?? {}
      return { draft: draft ?? '', seq }
    },

    loadOwn() {
      const { draft, sends, reply } = load(own) ?? {}
      return { draft, sends: Array.isArray(sends) ? sends.filter(Array.isArray) : [], reply }
    },
  }
}
