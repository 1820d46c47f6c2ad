// A Chromium without a window, driven by its own protocol: pages that are looked at, checked, and
// photographed.

import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import connect from 'chrome-remote-interface';

// The same picture on each run: no hinting by the machine, no colour profile, no scroll bars.
const ARGUMENTS = [
    '--headless', '--no-sandbox', '--disable-gpu', '--remote-debugging-port=0', '--hide-scrollbars',
    '--font-render-hinting=none', '--disable-lcd-text', '--force-color-profile=srgb',
    // Nobody goes back: the next page needs no process of its own, which costs as much as it.
    '--disable-features=BackForwardCache,ProactivelySwapBrowsingInstance,SpareRendererForSitePerProcess',
];

const LOADED_MS = 20_000;

export async function chromium() {
    const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'natter-gallery-'));
    const program = spawn(process.env.CHROMIUM, [...ARGUMENTS, `--user-data-dir=${profile}`, 'about:blank'], {
        stdio: ['ignore', 'ignore', 'pipe'],
    });
    const ended = new Promise((resolve) => program.once('exit', resolve));
    let said = '';
    const port = await new Promise((resolve, reject) => {
        program.once('error', reject);
        program.once('exit', () => reject(new Error(`Chromium ended: ${said}`)));
        program.stderr.on('data', (part) => {
            said += part;
            const found = said.match(/listening on ws:\/\/[^:]+:(\d+)/);
            if (found) resolve(Number(found[1]));
        });
    });
    return {
        page: () => newPage(port),
        async close() {
            program.kill();
            await ended;
            fs.rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
        },
    };
}

async function newPage(port) {
    const target = await connect.New({ port });
    const client = await connect({ port, target });
    const { Page, Runtime, Emulation } = client;
    let screen;
    await Promise.all([Page.enable(), Runtime.enable()]);
    return {
        // As wide as a screen, and in its colours.
        async looks({ width, height, scheme }) {
            screen = { width, height, deviceScaleFactor: 1, mobile: false };
            await Emulation.setDeviceMetricsOverride(screen);
            const features = [
                { name: 'prefers-color-scheme', value: scheme },
                { name: 'prefers-reduced-motion', value: 'reduce' },
            ];
            await Emulation.setEmulatedMedia({ features });
        },
        async opens(url) {
            const late = sleep(LOADED_MS, `${url} did not load`, { ref: false });
            const [problem] = await Promise.all([
                Promise.race([Page.loadEventFired().then(() => undefined), late]),
                Page.navigate({ url }),
            ]);
            if (problem !== undefined) throw new Error(problem);
        },
        // What an expression is in the page; a promise is awaited.
        async sees(expression) {
            const { result, exceptionDetails } = await Runtime.evaluate({
                expression,
                awaitPromise: true,
                returnByValue: true,
            });
            if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
            return result.value;
        },
        // All of the page, as PNG.
        async picture() {
            // On a screen that is as tall: beyond its edge Chromium shifts pages from the right.
            const { result } = await Runtime.evaluate({ expression: 'document.documentElement.scrollHeight' });
            await Emulation.setDeviceMetricsOverride({ ...screen, height: Math.max(screen.height, result.value) });
            const { data } = await Page.captureScreenshot({ format: 'png' });
            await Emulation.setDeviceMetricsOverride(screen);
            return Buffer.from(data, 'base64');
        },
        close: () => client.close(),
    };
}
