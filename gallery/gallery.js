// The pages around the examples: the switches, the frames, and what happens to them when something
// was saved. Nothing moves: a frame keeps its height until the new example has its own.

import { isStale, onSaved, replaceStyles, savedStyles } from './live.js';

const WHOLE_HEIGHT = { phone: 700, desktop: 620 };
const PHONE_MAX_WIDTH = 600;

const switches = document.getElementById('switches');
const problem = document.getElementById('build-error');
const frames = () => [...document.querySelectorAll('iframe[data-path]')];

const chosen = () => Object.fromEntries(new FormData(switches));

function addressOf(path) {
    const { lang, theme, dir } = chosen();
    const query = new URLSearchParams(Object.entries({ theme, dir }).filter(([, value]) => value !== ''));
    return `/example/${lang}/${path}${query.size > 0 ? `?${query}` : ''}`;
}

// As tall as what is in it; a page as tall as a screen.
function fit(...fitted) {
    const loaded = fitted.filter((frame) => frame.contentDocument?.body);
    const pages = loaded.filter((frame) => frame.classList.contains('whole'));
    const parts = loaded.filter((frame) => !pages.includes(frame));
    for (const frame of pages) {
        const { body } = frame.contentDocument;
        const screen = frame.clientWidth <= PHONE_MAX_WIDTH ? WHOLE_HEIGHT.phone : WHOLE_HEIGHT.desktop;
        const isRoom = body.classList.contains('room');
        frame.style.blockSize = `${isRoom ? screen : Math.max(screen / 2, body.scrollHeight)}px`;
    }
    // Its place stays as tall meanwhile, or the page would be scrolled elsewhere. All are measured
    // before any is changed, or the page would be laid out anew for each.
    const heights = parts.map((frame) => frame.parentElement.offsetHeight);
    parts.forEach((frame, i) => {
        frame.parentElement.style.blockSize = `${heights[i]}px`;
        frame.style.blockSize = '0';
    });
    const fitting = parts.map(
        (frame) => frame.contentDocument.documentElement.scrollHeight + frame.offsetHeight - frame.clientHeight,
    );
    parts.forEach((frame, i) => {
        frame.style.blockSize = `${fitting[i]}px`;
        frame.parentElement.style.blockSize = '';
    });
}

function show() {
    const { width } = chosen();
    for (const frame of frames()) {
        frame.style.inlineSize = width === 'all' ? '100%' : `${width}px`;
        const address = addressOf(frame.dataset.path);
        if (frame.getAttribute('src') !== address) frame.src = address;
        frame.closest('.example').querySelector('.alone').href = address;
    }
    fit(...frames());
    showMarkup();
    const query = `?${new URLSearchParams(chosen())}`;
    history.replaceState(null, '', `${location.pathname}${query}${location.hash}`);
    for (const link of document.querySelectorAll('nav a, .components a, header a')) {
        link.search = query;
    }
}

// The page comes with the markup in English. `changed`: the paths of pages that were built again.
async function showMarkup(changed = new Set()) {
    const { lang } = chosen();
    for (const code of document.querySelectorAll('.example code')) {
        const address = `/markup/${lang}/${code.closest('.example').querySelector('iframe').dataset.path}`;
        if (code.lang === lang && !changed.has(address)) continue;
        const answer = await fetch(address, { cache: 'no-store' });
        if (!answer.ok || chosen().lang !== lang) continue;
        code.textContent = await answer.text();
        code.lang = lang;
    }
}

for (const [name, value] of new URLSearchParams(location.search)) {
    const field = switches.elements[name];
    if (field && [...field.options].some((option) => option.value === value)) field.value = value;
}
switches.addEventListener('change', show);
for (const frame of frames()) frame.addEventListener('load', () => fit(frame));
addEventListener('resize', () => fit(...frames()));
show();

document.addEventListener('click', async ({ target }) => {
    if (!target.matches('[data-do=copy]')) return;
    await navigator.clipboard.writeText(target.nextElementSibling.textContent);
    target.textContent = 'Copied';
});

// An example or two changed as a rule: the markup is exchanged, and their frames load again where
// they are. If there are others than before, all of the page is exchanged.
async function rebuild(changed) {
    for (const { contentWindow } of frames()) if (isStale(contentWindow, changed)) contentWindow.location.reload();
    showMarkup(changed);
    if (!changed.has(location.pathname)) return;
    const answer = await fetch(location.pathname, { cache: 'no-store' });
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const ids = (page) => [...page.querySelectorAll('.example')].map(({ id }) => id).join();
    if (ids(fresh) !== ids(document) || frames().length === 0) {
        document.querySelector('main').replaceWith(document.adoptNode(fresh.querySelector('main')));
        document.querySelector('nav').replaceWith(document.adoptNode(fresh.querySelector('nav')));
        for (const frame of frames()) frame.addEventListener('load', () => fit(frame));
        show();
        return;
    }
}

onSaved({
    async styles() {
        const css = await savedStyles();
        const dressed = [window, ...frames().map(({ contentWindow }) => contentWindow)];
        for (const { document } of dressed) replaceStyles(document, css);
        fit(...frames());
    },
    build: rebuild,
    error(text) {
        problem.textContent = text;
        problem.hidden = text === '';
    },
});
