import fs from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from './chromium.mjs';
import { Gallery } from './server.mjs';
import { render, styles } from './site.mjs';
const AXE = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const STANDARD = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const rules = (isPage) => (isPage ? [...STANDARD, 'best-practice'] : STANDARD);
const gallery = new Gallery();
const { site, error } = await render('.');
if (error) throw new Error(error);
gallery.show(site); gallery.dress(styles('.'));
const server = await gallery.listen(0);
const origin = `http://127.0.0.1:${server.address().port}`;
const browser = await chromium();
const page = await browser.page();
await page.looks({ width: 320, height: 700, scheme: 'dark' });
const t = { open: 0, timers: 0, inject: 0, run: 0, wide: 0 };
const timed = async (what, f) => { const b = performance.now(); const r = await f(); t[what] += performance.now() - b; return r; };
const examples = gallery.site.examples.filter((_, n) => n % 6 === 0);
console.log('unscripted', gallery.site.examples.filter((e) => !e.runs_scripts).length);

const per = [];
const cpu = () => {
  const by = {}; let sum = 0;
  for (const pid of fs.readdirSync('/proc').filter((n) => /^\d+$/.test(n))) try {
    const line = fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    if (!line.includes(browser.profile)) continue;
    const type = line.match(/--type=([a-z-]+)/)?.[1] ?? 'browser';
    const f = fs.readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
    by[type] = (by[type] ?? 0) + (Number(f[11]) + Number(f[12])) / 100;
    sum += Number(f[11]) + Number(f[12]) + Number(f[13]) + Number(f[14]);
  } catch {}
  console.log(JSON.stringify(by));
  return sum / 100;
};
for (const k of ['open2', 'open3', 'run2', 'run3', 'look']) t[k] = 0;
for (const [o, r] of [['open', 'run'], ['open2', 'run2']]) {
  if (o === 'open2') await page.early(AXE);
  if (o === 'open3') gallery.keeps = true;
  const c0 = cpu(), n0 = process.cpuUsage();
  for (const example of examples.filter((e) => e.runs_scripts)) {
    await timed(o, () => page.opens(`${origin}/example/en/${example.path}?still`));
    if (o === 'open') await timed('inject', () => page.sees(`${AXE}; 0`));
    const options = JSON.stringify({ runOnly: rules(example.is_page), resultTypes: ['violations'], iframes: false });
    const run = () => page.sees(`axe.run(document, ${options}).then(({ violations }) => violations.length)`);
    await timed(r, run);
    if (o === 'never') {
      await timed('look', () => page.looks({ width: 1280, height: 800, scheme: 'light' }));
      await timed('look', run);
      await timed('timers', () => page.looks({ width: 320, height: 700, scheme: 'dark' }));
    }
  }
  const n1 = process.cpuUsage(n0);
  console.log(o, 'chromium cpu', (cpu() - c0).toFixed(1), 'node', ((n1.user + n1.system) / 1e6).toFixed(1));
}
per.sort((a, b) => b[0] - a[0]);
console.log(examples.length, 'of', gallery.site.examples.length, 'pages', gallery.site.examples.filter((e) => e.is_page).length, JSON.stringify(t));
for (const p of per.slice(0, 12)) console.log(p.map(String).join(' '));
await browser.close(); server.close(); server.closeAllConnections();
process.exit(0);
