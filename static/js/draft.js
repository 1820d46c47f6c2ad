// The draft: what stands in the field and what it answers. Every tab of the room has the same one,
// and what is sent in one of them is gone from all.

// `withActions(use)` brings what shows the bar of a reply, once there is one; `readLine(element)`
// reads what that says.
export function createDraft({ form, composer, storage, readPending, readLine, withActions }) {
  const { ownerDocument: root } = form
  let isTaking
  let taken

  const replyBar = () => form.querySelector('.reply-bar')
  const dropReply = () => replyBar()?.remove()

  // What the next message answers: its place, and the line that says so.
  function readReply() {
    const bar = replyBar()
    return bar && { seq: Number(bar.lastElementChild.value), line: readLine(bar.firstElementChild) }
  }

  // `reply` is what is known of a message that the page does not show.
  async function answer(seq, reply) {
    const message = root.getElementById(`m${seq}`)
    if (message) await withActions(it => it.answer(message))
    else if (reply) await withActions(it => it.answerAgain(reply))
  }

  function save() {
    if (!isTaking) storage.save(composer.text, readPending(), readReply())
  }

  // As another tab has it by now.
  async function take() {
    const { draft, seq } = storage.loadShared()
    isTaking = true
    composer.replace(draft)
    try {
      if (seq !== readReply()?.seq) {
        dropReply()
        await answer(seq)
      }
    } finally {
      isTaking = false
    }
  }

  // One after the other: the bar of a reply may have to be loaded, and must not come after its end.
  function takeNext() {
    taken = Promise.resolve(taken).then(take, take)
  }

  const view = root.defaultView
  view.addEventListener('storage', event => event.key === storage.key && takeNext())
  // It was put aside, and was not told.
  view.addEventListener('pageshow', event => event.persisted && takeNext())

  return {
    save,
    readReply,
    dropReply,
    answer,

    // Returns the messages that were pending.
    restore() {
      const shared = storage.loadShared()
      const { draft, sends, reply } = storage.loadOwn()
      composer.prepend(draft ?? shared.draft)
      if (!replyBar()) answer(shared.seq, reply)
      return sends
    },
  }
}
