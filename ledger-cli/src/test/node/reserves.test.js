// Run by StripeNodeIT, which names the node, the key, an account that has 1000.00, and the currency that it has it in.
import assert from 'node:assert/strict';
import test from 'node:test';
import Stripe from 'stripe';
import { stripeAt } from './reserves.js';

const { SLUICE_ADDRESS, SLUICE_KEY, SLUICE_ACCOUNT, SLUICE_CURRENCY } = process.env;
const DAY = 24 * 60 * 60;
const RELEASES = 250;

const stripe = stripeAt(SLUICE_ADDRESS, SLUICE_KEY, { stripeAccount: SLUICE_ACCOUNT });
const { holds, releases, plans } = stripe.reserve;

const inDays = (days) => Math.floor(Date.now() / 1000) + days * DAY;
const newHold = (amount, params = {}) =>
  holds.create({ amount, currency: SLUICE_CURRENCY, release_schedule: { release_after: inDays(30) }, ...params });

test('a hold has each field, and changes', async () => {
  const releaseAfter = inDays(30);
  const hold = await holds.create({
    amount: 10000,
    currency: SLUICE_CURRENCY,
    release_schedule: { release_after: releaseAfter },
    source_type: 'bank_account',
    metadata: { order: '17', 'a key & more': '100 % é' },
  });

  assert.match(hold.id, /^reshold_[0-9a-f]{32}$/);
  assert.ok(Math.abs(hold.created - Date.now() / 1000) < 60);
  assert.deepEqual(Object.fromEntries(Object.entries(hold)), {
    id: hold.id,
    object: 'reserve.hold',
    amount: 10000,
    amount_releasable: 10000,
    created: hold.created,
    created_by: 'application',
    currency: SLUICE_CURRENCY,
    is_releasable: true,
    livemode: false,
    metadata: { order: '17', 'a key & more': '100 % é' },
    reason: 'standalone',
    release_schedule: {
      release_after: releaseAfter,
      scheduled_release: (Math.floor(releaseAfter / DAY) + 1) * DAY,
    },
    reserve_plan: null,
    source_charge: null,
    source_type: 'bank_account',
  });
  assert.ok(hold.lastResponse.requestId);
  assert.equal(hold.lastResponse.stripeAccount, SLUICE_ACCOUNT);

  const later = inDays(40);
  const changed = await holds.update(hold.id, {
    release_schedule: { release_after: later },
    metadata: { order: '', by: 'ann' },
  });
  assert.deepEqual(changed.metadata, { 'a key & more': '100 % é', by: 'ann' });
  assert.equal(changed.release_schedule.release_after, later);

  const cleared = await holds.update(hold.id, { metadata: '' });
  assert.deepEqual(cleared.metadata, {});
  assert.deepEqual(await holds.retrieve(hold.id), cleared);
});

test('a release has each field, and shows its hold', async () => {
  const hold = await newHold(1000);
  const release = await releases.create({ reserve_hold: hold.id, amount: 400, metadata: { ticket: 'A-3' } });

  assert.match(release.id, /^resrel_[0-9a-f]{32}$/);
  assert.deepEqual(Object.fromEntries(Object.entries(release)), {
    id: release.id,
    object: 'reserve.release',
    amount: 400,
    created: release.created,
    created_by: 'application',
    currency: SLUICE_CURRENCY,
    livemode: false,
    metadata: { ticket: 'A-3' },
    reason: 'hold_released_early',
    released_at: release.created,
    reserve_hold: hold.id,
    reserve_plan: null,
    source_transaction: null,
  });

  const rest = await releases.create({ reserve_hold: hold.id, expand: ['reserve_hold'] });
  assert.equal(rest.amount, 600);
  assert.equal(rest.reserve_hold.id, hold.id);
  assert.equal(rest.reserve_hold.amount_releasable, 0);
  assert.equal(rest.reserve_hold.is_releasable, false);
});

test('all releases are paged through in order while new ones are made', async () => {
  const hold = await newHold(RELEASES + 50);
  const made = [];
  for (let count = 0; count < RELEASES; count += 25) {
    const batch = Array.from({ length: 25 }, () => releases.create({ reserve_hold: hold.id, amount: 1 }));
    made.push(...(await Promise.all(batch)).map((release) => release.id));
  }

  const seen = [];
  for await (const release of releases.list({ reserve_hold: hold.id, limit: 20 })) {
    seen.push(release.id);
    if (seen.length % 50 === 0) {
      await releases.create({ reserve_hold: hold.id, amount: 1 });
    }
  }

  assert.equal(seen.length, RELEASES);
  assert.deepEqual(seen, [...made].sort().reverse());
  const newestFirst = await releases.list({ reserve_hold: hold.id, limit: 100 }).autoPagingToArray({ limit: 1000 });
  assert.equal(newestFirst.length, RELEASES + 5);
});

test('a repeated key makes one release, and another use of it is told', async () => {
  const hold = await newHold(1000);
  const options = { idempotencyKey: `key-${hold.id}` };
  const first = await releases.create({ reserve_hold: hold.id, amount: 100 }, options);
  const second = await releases.create({ reserve_hold: hold.id, amount: 100 }, options);

  assert.equal(second.id, first.id);
  assert.equal(second.lastResponse.headers['idempotent-replayed'], 'true');
  assert.equal((await holds.retrieve(hold.id)).amount_releasable, 900);
  await assert.rejects(releases.create({ reserve_hold: hold.id, amount: 200 }, options), (error) => {
    assert.ok(error instanceof Stripe.errors.StripeIdempotencyError);
    assert.equal(error.code, 'idempotency_conflict');
    return true;
  });
});

test('errors have their types, codes and parameters', async () => {
  const hold = await newHold(1000);
  const cases = [
    [() => releases.create({ reserve_hold: hold.id, amount: 1001 }), 400, 'amount_exceeds_releasable', 'amount'],
    [() => releases.create({ reserve_hold: hold.id, amount: 1.5 }), 400, 'invalid_field', 'amount'],
    [() => releases.create({ reserve_hold: hold.id, colour: 'red' }), 400, 'parameter_unknown', 'colour'],
    [() => releases.create({}), 400, 'missing_field', 'reserve_hold'],
    [() => newHold(1_000_000_000), 400, 'insufficient_balance', 'amount'],
    [
      () => newHold(1, { release_schedule: { release_after: inDays(1) } }),
      400,
      'invalid_time',
      'release_schedule[release_after]',
    ],
    [() => holds.retrieve('reshold_17'), 404, 'reserve_hold_not_found', 'id'],
  ];
  for (const [call, status, code, param] of cases) {
    await assert.rejects(call(), (error) => {
      assert.ok(error instanceof Stripe.errors.StripeInvalidRequestError, error.message);
      assert.deepEqual([error.statusCode, error.code, error.param], [status, code, param], error.message);
      assert.ok(error.requestId);
      return true;
    });
  }
  await assert.rejects(
    stripeAt(SLUICE_ADDRESS, 'sk_test_nobody', { stripeAccount: SLUICE_ACCOUNT }).reserve.holds.list(),
    Stripe.errors.StripeAuthenticationError,
  );
});

test('a plan is made, changed, listed and disabled', async () => {
  const plan = await plans.create({
    percent: 10,
    currency: SLUICE_CURRENCY,
    type: 'rolling_release',
    rolling_release: { days_after_charge: 30, expires_on: inDays(60) },
  });
  assert.match(plan.id, /^resplan_[0-9a-f]{32}$/);
  assert.equal(plan.status, 'active');
  assert.equal(plan.disabled_at, null);
  assert.equal(plan.rolling_release.days_after_charge, 30);
  await assert.rejects(
    plans.create({
      percent: 5,
      currency: SLUICE_CURRENCY,
      type: 'rolling_release',
      rolling_release: { days_after_charge: 30 },
    }),
    (error) => error.code === 'plan_conflict',
  );

  const changed = await plans.update(plan.id, { percent: 15, rolling_release: { expires_on: '' } });
  assert.equal(changed.percent, 15);
  assert.equal(changed.rolling_release.expires_on, null);

  const disabled = await plans.disable(plan.id);
  assert.equal(disabled.status, 'disabled');
  const listed = await plans.list().autoPagingToArray({ limit: 10 });
  assert.deepEqual(
    listed.map((one) => one.id),
    [plan.id],
  );
});
