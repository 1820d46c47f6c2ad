// The Worker as bin/dev serves it: the built one, and in each of its pages a script that loads the
// page anew when something was saved. tools/dev.mjs puts it beside the build; nothing of it is
// deployed.

import Natter from './index.js';
import { BUILD } from './build_id.js';

export * from './index.js';

const SCRIPT = '<script src="/dev/reload.js" type="module"></script>';

const intoHead = { element: (head) => head.append(SCRIPT, { html: true }) };

export default class extends Natter {
    async fetch(request) {
        if (new URL(request.url).pathname === '/dev/build') return new Response(BUILD);
        const response = await super.fetch(request);
        const isPage = response.headers.get('content-type')?.startsWith('text/html')
            && !response.headers.has('content-disposition');
        return isPage ? new HTMLRewriter().on('head', intoHead).transform(response) : response;
    }
}
