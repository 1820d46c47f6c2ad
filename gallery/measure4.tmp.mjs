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
gallery.keeps = true; gallery.show(site); gallery.dress(styles('.'));
const server = await gallery.listen(0);
const origin = `http://127.0.0.1:${server.address().port}`;
const browser = await chromium();
const step = Number(process.argv[2] ?? 6);
const examples = gallery.site.examples.filter((_, n) => n % step === 0).filter((e) => e.runs_scripts);
const cpu = () => {
  const by = {};
  for (const pid of fs.readdirSync('/proc').filter((n) => /^\d+$/.test(n))) try {
    const line = fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    if (!line.includes(browser.profile)) continue;
    const type = line.match(/--type=([a-z-]+)/)?.[1] ?? 'browser';
    const f = fs.readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
    by[type] = (by[type] ?? 0) + (Number(f[11]) + Number(f[12])) / 100;
  } catch {}
  return Object.values(by).reduce((a, b) => a + b, 0);
};
const options = (example) => JSON.stringify({ runOnly: rules(example.is_page), iframes: false });
const sum = (example) => `axe.run(document, ${options(example)}).then((r) => ['violations', 'passes', 'incomplete', 'inapplicable'].map((k) => k + ' ' + r[k].map((x) => x.id + x.nodes.length).join(',')).join('; '))`;
const results = [new Map(), new Map()];
{
  const page = await browser.page(); await page.looks({ width: 320, height: 700, scheme: 'dark' });
  const c = cpu();
  for (const example of examples) {
    await page.opens(`${origin}/example/en/${example.path}?still`);
    await page.sees(`${AXE}; 0`);
    results[0].set(example.path, await page.sees(sum(example)));
  }
  console.log('navigate', (cpu() - c).toFixed(1)); await page.close();
}
{
  const page = await browser.page(); await page.looks({ width: 320, height: 700, scheme: 'dark' });
  const c = cpu();
  await page.opens(`${origin}/example/en/${examples[0].path}?still`);
  await page.sees(`${AXE}; 0`);
  for (const example of examples) {
    const url = `/example/en/${example.path}?still`;
    await page.sees(`(async () => {
      const html = await (await fetch('${url}')).text();
      history.replaceState(null, '', '${url}');
      document.open();
      const loaded = new Promise((resolve) => addEventListener('load', resolve, { once: true }));
      document.write(html); document.close(); await loaded; })()`);
    results[1].set(example.path, await page.sees(sum(example)));
  }
  console.log('write', (cpu() - c).toFixed(1)); await page.close();
}
let same = 0;
for (const [path, result] of results[0]) {
  if (result === results[1].get(path)) same += 1;
  else { console.log(path); const [a, b] = [result, results[1].get(path)].map((r) => r.split(/[;,] ?/)); console.log('  only nav', a.filter((x) => !b.includes(x)).join(' '), '\n  only write', b.filter((x) => !a.includes(x)).join(' ')); }
}
console.log('same', same, 'of', results[0].size);
await browser.close(); process.exit(0);
