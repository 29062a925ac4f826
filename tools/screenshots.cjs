// Called by tools/screenshots: node screenshots.cjs CHROMIUM ADDRESS-OF-THE-JOB FOLDER PSQL; a line on standard output is Enter.
const { execFileSync } = require('node:child_process');
const { chromium } = require('playwright-core');

const [executablePath, address, folder, psql] = process.argv.slice(2);
const server = new URL(address).origin;
const shop = new URL(address).pathname;
const SIZES = { wide: { width: 1280, height: 860 }, phone: { width: 360, height: 740 } };
const SCHEMES = ['light', 'dark'];
const wanted = process.env.ONLY?.split(',');

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

const more = (name, settings) => api('POST', '/jobs', { name, source: 'old-server', target: 'new-server', databases: [name.split('-')[0]], ...settings });

async function main() {
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });

  /** One page in every size and colour; `after` brings it into the state that is to be seen. */
  async function shoot(name, path, after = async () => {}, only = Object.keys(SIZES), before = async () => {}) {
    if (wanted && !wanted.includes(name)) {
      return;
    }
    for (const size of only) {
      for (const scheme of SCHEMES) {
        const context = await browser.newContext({ viewport: SIZES[size], colorScheme: scheme, locale: 'en-GB', reducedMotion: 'reduce' });
        const page = await context.newPage();
        page.setDefaultTimeout(60_000);
        await before(context);
        await page.goto(server + path);
        await page.getByRole('heading', { level: 1 }).first().waitFor();
        await after(page);
        await page.waitForTimeout(1500); // charts draw themselves
        await page.screenshot({ fullPage: size === 'phone' && (await page.getByRole('dialog').count()) === 0, path: `${folder}/${name}-${size}-${scheme}.png` });
        await context.close();
      }
    }
  }
  const text = (words) => (page) => page.getByText(words).first().waitFor();
  const tab = (name) => async (page) => page.getByRole('tab', { name }).click();

  // Others for the list: a draft, one whose validation fails, one that waits for its hour.
  await more('warehouse-2027', { labels: { wave: '2' }, startAt: new Date(Date.now() + 36e5 * 9).toISOString() });
  await more('billing', { labels: { wave: '1' }, mode: 'offline' });
  await more('archive', { labels: { wave: '3' }, option: 'validate' });
  await api('POST', '/jobs/billing/actions/start', {});
  await api('POST', '/jobs/archive/actions/start', {});

  await shoot('profiles', '/profiles', text('old-server'));
  await shoot('profile', '/profiles/new');
  await shoot('create', '/create');
  await more('shop-copy', { tables: ['public.*'], excludeTables: ['public.audit*'], parallelism: '4', retention: { bytes: '20GB', policy: 'throttle' }, existingTarget: 'drop' });
  const step = (name) => async (page) => page.getByRole('group', { name: `: ${name}` }).waitFor();
  await shoot('create-target', '/jobs/shop-copy/edit?step=target', step('Target'));
  await shoot('create-objects', '/jobs/shop-copy/edit?step=objects', async (page) => {
    await page.getByRole('treeitem').first().waitFor();
    await page.getByRole('tree').focus();
    for (const key of ['ArrowDown', 'ArrowRight', 'ArrowDown', 'ArrowRight']) {
      await page.keyboard.press(key);
      await page.waitForTimeout(500);
    }
  });
  await shoot('create-options', '/jobs/shop-copy/edit?step=options', step('Options'));
  await shoot('create-review', '/jobs/shop-copy/edit?step=review', text('Command'));
  // Without a server that asks for tokens: every answer says that nobody is signed in.
  const problem = { type: 'about:blank', status: 401, code: 'GW-0250', title: 'nobody is signed in', found: 'no token was shown', next: 'Sign in.' };
  await shoot('sign-in', '/', text('Sign in to Godwit'), undefined, (context) =>
    context.route('**/api/v1/**', (route) => route.fulfill({ status: 401, contentType: 'application/problem+json', body: JSON.stringify(problem) })),
  );
  const waits = await waiting();

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
  await shoot('waiting', waits, text('Run SQL'));
  await shoot('waiting-dialog', waits, async (page) => {
    await page.getByRole('button', { name: 'Run SQL: public.invoice' }).click();
    await page.getByRole('dialog').getByRole('textbox').fill('ALTER TABLE public.invoice ADD COLUMN due date');
  });
  await shoot('stale', shop, async (page) => {
    await page.getByText('received').first().waitFor();
    await page.context().setOffline(true);
    // A stream that is open stays open; one that is begun anew, as after a look at another window, does not come about.
    await page.evaluate(() => {
      for (const state of ['hidden', 'visible']) {
        Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => state });
        document.dispatchEvent(new Event('visibilitychange'));
      }
    });
    await page.getByText('Not connected since').first().waitFor();
  });
  for (const [name, action] of [['end', 'End'], ['delete', 'Delete']]) {
    await shoot(name, shop, async (page) => {
      await page.getByRole('button', { name: 'Actions of shop' }).first().click();
      await page.getByRole('menuitem', { name: new RegExp(`^${action}…`) }).click();
      await page.getByRole('dialog').getByText('Keep it').waitFor();
      await page.getByText('Looking up').waitFor({ state: 'hidden' });
    }, ['wide']);
  }
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
  await shoot('audit', '/settings?tab=audit', text('newest first'));
  await browser.close();
}

/** A migration by a user who may not have changes of definitions told; answers with its page, on which two tables wait. */
async function waiting() {
  const profiles = await api('GET', '/profiles');
  const url = (name) => new URL(profiles.find((each) => each.name === name).url);
  const sql = (name, database, ...statements) => {
    const { hostname, port, username } = url(name);
    const commands = statements.flatMap((each) => ['-c', each]);
    execFileSync(psql, ['-qX', '-h', hostname, '-p', port, '-U', username, '-d', database, ...commands], { env: { ...process.env, PGPASSWORD: 'godwit-testkit' } });
  };
  for (const [name, right] of [['old-server', 'REPLICATION'], ['new-server', 'CREATEDB']]) {
    sql(name, 'postgres', `CREATE ROLE billing LOGIN ${right} PASSWORD 'p'`, 'CREATE DATABASE billing OWNER billing');
    const { hostname, port } = url(name);
    await api('POST', '/profiles', { name: `billing-${name}`, url: `postgresql://billing@${hostname}:${port}`, password: 'p' });
  }
  const owned = (...statements) => sql('old-server', 'billing', 'SET ROLE billing', ...statements);
  owned('CREATE TABLE public.invoice (id int PRIMARY KEY)', 'CREATE TABLE public.reminder (id int PRIMARY KEY)', 'INSERT INTO public.invoice SELECT generate_series(1, 5000)');
  await more('billing-2027', { source: 'billing-old-server', target: 'billing-new-server', labels: { wave: '2' } });
  await api('POST', '/jobs/billing-2027/actions/start', {});
  await until(async () => (await api('GET', '/jobs/billing-2027')).lag?.caughtUp);
  owned('ALTER TABLE public.invoice ADD COLUMN due date', "INSERT INTO public.invoice VALUES (0, '2027-01-31')");
  owned('ALTER TABLE public.reminder ADD COLUMN sent date', "INSERT INTO public.reminder VALUES (0, '2027-01-31')");
  await until(async () => (await api('GET', '/jobs/billing-2027')).databases[0].waiting.length === 2);
  return `/jobs/${(await api('GET', '/jobs/billing-2027')).id}`;
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
