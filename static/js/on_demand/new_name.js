// What somebody wants to be called, once they typed it: the room has answered with a form, as the
// name is in a cookie that no socket can set. Loaded for that form.

// The answer is a page as it is under the new name, or why it was refused.
export async function takeName({ form, blank, people }) {
  if (form.inert) return
  form.inert = true
  try {
    const response = await fetch(form.action, { method: 'POST', body: new URLSearchParams(new FormData(form)) })
    const page = new DOMParser().parseFromString(await response.text(), 'text/html')
    if (!response.ok) {
      form.replaceWith(page.querySelector('.refusal'))
      return
    }
    blank.replaceChildren(...page.getElementById('pending-template').content.firstElementChild.childNodes)
    people.querySelector('.profile').replaceWith(page.querySelector('.members .profile'))
    form.closest('.message').remove()
  } catch {
    // Its author sees the form, and can send it.
    form.inert = false
  }
}
