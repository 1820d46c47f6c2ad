// The files of the next message: by which ways they come, and which are there. What uploads them is
// loaded with the first. A page whose site takes no files has no list of them, and nothing happens
// here.

const fileOf = element => ({
  id: element.dataset.upload,
  name: element.querySelector('.name').textContent,
  element,
})

// A table or a page is copied as a picture too, and meant as text.
const isText = ({ types }) => ['text/plain', 'text/html'].every(type => types.includes(type))

// `onReady()` is told when all that sending waited for is there, `onRefused()` when something will
// not be.
export function createComposerFiles({ form, refusal, onReady, onRefused }) {
  const { ownerDocument: root } = form
  const list = form.querySelector('.uploads')
  // What was given before what uploads it was there.
  const early = []
  let uploads
  let isLoading = false
  let tries = 0
  let isOwnDrag = false

  const items = () => [...(list?.children ?? [])]
  const ready = () => items().filter(item => item.dataset.upload)

  function tell(sentence, className = 'refusal') {
    const line = root.createElement('p')
    line.className = className
    line.role = 'alert'
    line.textContent = sentence
    refusal.replaceChildren(line)
  }

  async function create() {
    // A browser never asks again for a module that did not come.
    const address = `./on_demand/uploads.js?${tries}`
    tries += 1
    const module = await import(address)
    return module.createUploads({ form, list, tell, onReady, onRefused })
  }

  async function load() {
    if (isLoading) return
    isLoading = true
    try {
      uploads ??= await create()
      if (early.length) uploads.add(early.splice(0))
    } catch {
      // What was given waits until the browser is online again, and sending with it.
    } finally {
      isLoading = false
    }
  }

  function add(files) {
    early.push(...files)
    load()
    form.elements.text.focus()
  }

  function attachWays() {
    const button = form.querySelector('.attach')
    const input = form.querySelector('[type=file]')
    // Or Enter in another field would press it.
    button.type = 'button'
    button.addEventListener('click', () => input.click())
    input.addEventListener('change', () => {
      add(input.files)
      // So that the same one may be chosen again.
      input.value = ''
    })

    form.addEventListener('paste', event => {
      const { clipboardData } = event
      if (!clipboardData.files.length || isText(clipboardData)) return
      event.preventDefault()
      add(clipboardData.files)
    })

    // A picture of this page would come as a file too.
    root.addEventListener('dragstart', () => {
      isOwnDrag = true
    })
    root.addEventListener('dragend', () => {
      isOwnDrag = false
    })
    // What is dropped and not taken takes the place of the page.
    root.addEventListener('dragover', event => {
      if (isOwnDrag || !event.dataTransfer.types.includes('Files')) return
      event.preventDefault()
      if (!tries) load()
    })
    root.addEventListener('drop', event => {
      const { files } = event.dataTransfer
      if (isOwnDrag || !files.length) return
      event.preventDefault()
      if (!form.inert) add(files)
    })
    root.defaultView.addEventListener('online', () => early.length && load())
  }

  if (list) attachWays()
  if (items().length) load()

  return {
    hasAny: () => items().length + early.length > 0,

    // Whether sending has to wait for files. If so, it says so.
    hold() {
      const isWaiting = early.length > 0 || Boolean(uploads?.isWaiting())
      if (isWaiting) {
        tell(list.dataset.waits, 'waits')
        uploads?.save()
      }
      return isWaiting
    },

    // The message has them now.
    take() {
      const files = ready().map(fileOf)
      for (const { element } of files) element.remove()
      return files
    },

    // The same for a message of which only ids and names were kept. There may be what another
    // version left.
    takeAgain(kept) {
      const known = ready()
      return (Array.isArray(kept) ? kept : []).map(([id, name]) => {
        const element = known.find(item => item.dataset.upload === id)
        element?.remove()
        return { id, name, element }
      })
    },

    // A message came back. What the page was not sent is not there any more.
    putBack(files) {
      list?.prepend(...files.map(({ element }) => element).filter(Boolean))
      if (items().length) load()
    },
  }
}
