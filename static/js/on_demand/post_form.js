// Forms of the page of a message, as a script sends them: there is one way in, for those without
// scripts too. Why one was not taken stands in the page that answers.

export function parse(html) {
  return new DOMParser().parseFromString(html, 'text/html')
}

// Why a page has no form, or has refused one.
export function sentenceOf(page) {
  return page.querySelector('.refusal, .restriction, .lead')?.textContent
}

export async function loadPage(url) {
  const answer = await fetch(url)
  return parse(await answer.text())
}

// Nothing, or the page that says why not. A form that was taken leads on; nobody follows.
export async function postForm(url, fields = {}) {
  const answer = await fetch(url, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' })
  return answer.type === 'opaqueredirect' ? undefined : parse(await answer.text())
}
