// In every page of the gallery and in every example that is alone: shows what was saved. A
// stylesheet takes the place of the one before it; after a build an example loads itself again, and
// the pages around the examples do what they want to (gallery.js).

// Fetched once for all documents that wear it: each would ask for it again.
export async function savedStyles() {
    const answer = await fetch('/natter.css', { cache: 'no-store' });
    return answer.text();
}

// Puts the saved stylesheet in the place of the one that a document came with.
export function replaceStyles(page, css) {
    const old = page.querySelector('link[href$="natter.css"], style.natter');
    if (!old) return;
    const style = page.createElement('style');
    style.className = 'natter';
    style.textContent = css;
    old.replaceWith(style);
}

// Whether what a window shows, or a frame in it, is among the pages that changed.
export function isStale({ location, document }, changed) {
    const frames = [...document.querySelectorAll('iframe')].map(({ src }) => new URL(src, location).pathname);
    return [location.pathname, ...frames].some((path) => changed.has(path));
}

// Calls what listens when something was saved: `build` with the paths of the pages that changed.
// One stream for each window: a browser has six at most for a server.
export function onSaved({ styles, build, error }) {
    const events = new EventSource('/events');
    let server;
    events.addEventListener('styles', styles);
    events.addEventListener('build', ({ data }) => build(new Set(data.split('\n'))));
    // No `data` if the stream broke: the browser comes back by itself.
    events.addEventListener('error', ({ data }) => data !== undefined && error(data));
    events.addEventListener('server', ({ data }) => {
        if (server !== undefined && server !== data) location.reload();
        server = data;
    });
}

const isAlone = window.top === window && !document.querySelector('.gallery');
if (isAlone) {
    const build = (changed) => isStale(window, changed) && location.reload();
    const styles = async () => replaceStyles(document, await savedStyles());
    onSaved({ styles, build, error: () => {} });
}
