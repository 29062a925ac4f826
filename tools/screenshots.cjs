// Called by tools/screenshots: node screenshots.cjs CHROMIUM ADDRESS-OF-THE-JOB FOLDER; a line on standard output is Enter.
const { chromium } = require('playwright-core');

const [executablePath, address, folder] = process.argv.slice(2);
const server = new URL(address).origin;
const shop = new URL(address).pathname;
const SIZES = { wide: { width: 1280, height: 860 }, phone: { width: 360, height: 740 } };
const SCHEMES = ['light', 'dark'];

async function api(method, path, body) {
  const response = await fetch(`${server}/api/v1${path}`, {
    method,
    headers: { 'Content-Type': 'application/json' },
    body: body && JSON.stringify(body),
  });
  if (!response.ok) {
    throw new Error(`${method} ${path}: ${await response.text()}`);
  }
  return response.status === 204 ? undefined : response.json();
}

async function main() {
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });

  /** One page in every size and colour; `after` brings it into the state that is to be seen. */
  async function shoot(name, path, after = async () => {}, only = Object.keys(SIZES)) {
    for (const size of only) {
      for (const scheme of SCHEMES) {
        const context = await browser.newContext({ viewport: SIZES[size], colorScheme: scheme, locale: 'en-GB', reducedMotion: 'reduce' });
        const page = await context.newPage();
        page.setDefaultTimeout(60_000);
        await page.goto(server + path);
        await page.getByRole('heading', { level: 1 }).first().waitFor();
        await after(page);
        await page.waitForTimeout(1500); // charts draw themselves
        await page.screenshot({ fullPage: size === 'phone', path: `${folder}/${name}-${size}-${scheme}.png` });
        await context.close();
      }
    }
  }
  const text = (words) => (page) => page.getByText(words).first().waitFor();
  const tab = (name) => async (page) => page.getByRole('tab', { name }).click();

  // Others for the list: a draft, one whose validation fails, one that waits for its hour.
  const more = (name, settings) => api('POST', '/jobs', { name, source: 'old-server', target: 'new-server', databases: [name.split('-')[0]], ...settings });
  await more('warehouse-2027', { labels: { wave: '2' }, startAt: new Date(Date.now() + 36e5 * 9).toISOString() });
  await more('billing', { labels: { wave: '1' }, mode: 'offline' });
  await more('archive', { labels: { wave: '3' }, option: 'validate' });
  await api('POST', '/jobs/billing/actions/start', {});
  await api('POST', '/jobs/archive/actions/start', {});

  await shoot('profiles', '/profiles', text('old-server'));
  await shoot('profile', '/profiles/new');
  await shoot('create', '/create');

  await api('POST', `${shop}/actions/start`, {});
  await shoot('dump', shop, text('Full dump'), ['wide']);
  await until(async () => (await api('GET', shop)).lag?.received > 2000);
  await new Promise((done) => setTimeout(done, 60_000)); // something for the charts
  await shoot('details', shop, text('received'));
  await shoot('tables', shop, tab('Tables'));
  await shoot('timeline', shop, tab('Timeline'));
  await shoot('validation', shop, tab('Validation'));
  await api('POST', `${shop}/verify`, {});
  await until(async () => (await api('GET', `${shop}/verifications`)).items[0]?.endedAt);
  await shoot('verification', shop, tab('Verification'));
  await shoot('job-settings', shop, tab('Settings'));
  await shoot('migrations', '/', text('shop'));
  await shoot('stop', shop, async (page) => {
    await page.getByRole('button', { name: 'Stop…' }).click();
    await page.getByRole('dialog').getByText('Keep running').waitFor();
  });
  await shoot('promote', `${shop}/promote`, text('Writers'));
  console.log(''); // the applications go home
  await until(async () => (await api('GET', `${shop}/writers`)).length === 0);
  await until(async () => (await api('GET', shop)).lag?.caughtUp);
  await api('POST', `${shop}/actions/promote`, { fallback: true });
  await until(async () => (await api('GET', shop)).status === 'COMPLETED');
  await shoot('promoted', `${shop}/promote`, text('Writes waited'));
  await shoot('settings', '/settings');
  await browser.close();
}

async function until(condition) {
  for (let i = 0; i < 600; i++) {
    if (await condition()) {
      return;
    }
    await new Promise((done) => setTimeout(done, 200));
  }
  throw new Error(`Not within two minutes: ${condition}`);
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
