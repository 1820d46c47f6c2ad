import fs from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from './chromium.mjs';
import { Gallery } from './server.mjs';
import { render, styles } from './site.mjs';
const AXE = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const STANDARD = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const rules = (isPage) => (isPage ? [...STANDARD, 'best-practice'] : STANDARD);
const gallery = new Gallery();
const { site } = await render('.');
gallery.show(site); gallery.dress(styles('.'));
const server = await gallery.listen(0);
const origin = `http://127.0.0.1:${server.address().port}`;
const browser = await chromium();
const page = await browser.page();
await page.looks({ width: 320, height: 700, scheme: 'dark' });
const examples = gallery.site.examples.filter((_, n) => n % 9 === 0).filter((e) => e.runs_scripts);
const t = {};
const add = (k, v) => { t[k] = (t[k] ?? 0) + v; };
for (const example of examples) {
    await page.opens(`${origin}/example/en/${example.path}?still`);
    add('inject', await page.sees(`{ const b = performance.now(); ${AXE}; performance.now() - b }`));
    const go = async (name, extra) => {
        const options = JSON.stringify({ runOnly: rules(example.is_page), resultTypes: ['violations'], iframes: false, ...extra });
        add(name, await page.sees(`(async () => { const b = performance.now(); await axe.run(document, ${options}); return performance.now() - b; })()`));
    };
    await go('1', {}); await go('2', {}); await go('3', {});
    await go('no-passes', { reporter: 'no-passes' });
    await go('raw', { reporter: 'raw' });
    await go('nopre', { preload: false });
    await go('noselect', { selectors: false });
    await go('nocontrast', { rules: { 'color-contrast': { enabled: false } } });
}
console.log(examples.length, t);
await browser.close(); process.exit(0);
