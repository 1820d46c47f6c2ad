// The bar above the field that says what the composer does just now, if that is not to say
// something new: it edits, or it answers. One thing at a time; Escape ends it, and so does its
// button.

export function createComposerBar({ form, bar }) {
  const [about, detail] = bar.querySelectorAll('p')
  let cancel

  function hide() {
    cancel = undefined
    bar.hidden = true
  }

  function end() {
    const ended = cancel
    hide()
    ended?.()
  }

  form.prepend(bar)
  bar.querySelector('[data-do=cancel]').addEventListener('click', end)
  form.addEventListener('keydown', event => {
    if (event.key !== 'Escape' || !cancel) return
    event.preventDefault()
    end()
  })

  return {
    // `onCancel()` is called when somebody ends it, or begins something else.
    show(sentence, note, onCancel) {
      end()
      about.textContent = sentence
      detail.textContent = note
      cancel = onCancel
      bar.hidden = false
    },

    tell(note) {
      detail.textContent = note
    },

    hide,
    end,
  }
}
