// The stylesheet that browsers are sent, joined from static/css as bin/build does it.

import { buildSync } from 'esbuild';

// None if it cannot be joined; why was printed then.
export function joinStyles() {
    try {
        const { outputFiles } = buildSync({
            entryPoints: ['static/css/natter.css'],
            bundle: true,
            minify: true,
            write: false,
            logLevel: 'warning',
        });
        return Buffer.from(outputFiles[0].contents);
    } catch {
        return undefined;
    }
}
