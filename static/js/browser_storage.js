// What a browser or a tab keeps, by keys. It may be full, or forbidden: then opening it throws, and
// nothing is kept.

export function createBrowserStorage(open) {
  return {
    read(key) {
      try {
        return open().getItem(key)
      } catch {
        return null
      }
    },

    // Nothing is kept of null. Returns whether it went as it should.
    write(key, value) {
      try {
        if (value === null) open().removeItem(key)
        else open().setItem(key, value)
        return true
      } catch {
        return false
      }
    },
  }
}
