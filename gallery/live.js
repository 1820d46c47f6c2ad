// In every page of the gallery and in every example that is alone: shows what was saved. A
// stylesheet takes the place of the one before it; after a build an example loads itself again, and
// the pages around the examples do what they want to (gallery.js).

// The new sheet is there before the old one goes, or the page would be seen without any.
export function replaceStyles(page) {
    for (const old of page.querySelectorAll('link[rel=stylesheet]')) {
        const address = new URL(old.href);
        address.searchParams.set('saved', Date.now());
        const sheet = old.cloneNode();
        sheet.href = address;
        sheet.onload = () => old.remove();
        old.after(sheet);
    }
}

// Calls what listens when something was saved. One stream for each window: a browser has six at
// most for a server.
export function onSaved({ styles, build, error }) {
    const events = new EventSource('/events');
    let server;
    events.addEventListener('styles', styles);
    events.addEventListener('build', build);
    // No `data` if the stream broke: the browser comes back by itself.
    events.addEventListener('error', ({ data }) => data !== undefined && error(data));
    events.addEventListener('server', ({ data }) => {
        if (server !== undefined && server !== data) location.reload();
        server = data;
    });
}

const isAlone = window.top === window && !document.querySelector('.gallery');
if (isAlone) {
    onSaved({ styles: () => replaceStyles(document), build: () => location.reload(), error: () => {} });
}
