// Reserves by Stripe's own library. It has the types of their objects and no resource, so these are resources on the library's
// own base class, written as the ones that it generates: its parameters, its encoder, its errors, its pages.
import Stripe from 'stripe';

class Things extends Stripe.StripeResource {
  constructor(stripe, path) {
    super(stripe);
    this.things = path;
  }

  create(params, options) {
    return this._makeRequest('POST', this.things, params, options);
  }

  retrieve(id, params, options) {
    return this._makeRequest('GET', this.one(id), params, options);
  }

  update(id, params, options) {
    return this._makeRequest('POST', this.one(id), params, options);
  }

  list(params, options) {
    return this._makeRequest('GET', this.things, params, options, { methodType: 'list' });
  }

  one(id) {
    return `${this.things}/${encodeURIComponent(id)}`;
  }
}

class Plans extends Things {
  disable(id, params, options) {
    return this._makeRequest('POST', `${this.one(id)}/disable`, params, options);
  }
}

/** The library as anybody would set it up, but for the address. */
export function stripeAt(address, key, settings = {}) {
  const { hostname, port, protocol } = new URL(address);
  const stripe = new Stripe(key, {
    host: hostname,
    port,
    protocol: protocol.replace(':', ''),
    telemetry: false,
    ...settings,
  });
  stripe.reserve = {
    holds: new Things(stripe, '/v1/reserve/holds'),
    releases: new Things(stripe, '/v1/reserve/releases'),
    plans: new Plans(stripe, '/v1/reserve/plans'),
  };
  return stripe;
}
