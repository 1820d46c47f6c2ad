// The page that invites people: copies the link of the room, or hands it to the share sheet.

const { link, copy, share, outcome } = document.forms.invite.elements

async function copyLink() {
  link.select()
  try {
    await navigator.clipboard.writeText(link.value)
    outcome.value = copy.dataset.done
  } catch {
    // No permission, or no https. The link is selected.
    outcome.value = copy.dataset.failed
  }
}

copy.hidden = false
copy.addEventListener('click', copyLink)
link.addEventListener('focus', () => link.select())
if (navigator.share) {
  share.hidden = false
  // Somebody who changes their mind is no error.
  share.addEventListener('click', () => navigator.share({ title: document.title, url: link.value }).catch(() => {}))
}
