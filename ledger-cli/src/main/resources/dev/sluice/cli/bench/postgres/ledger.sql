-- A small ledger as a careful person writes it in SQL: a row for each balance, a row for each request with its key, and each
-- request in one call, one transaction and one round trip.

CREATE TABLE balance (
    account   uuid           PRIMARY KEY,
    available numeric(20, 2) NOT NULL CHECK (available >= 0),
    held      numeric(20, 2) NOT NULL CHECK (held >= 0)
) WITH (fillfactor = 50); -- Room on the page for the next version of a row, so that no index is touched.

-- The unique request key is what a repeat is known by.
CREATE TABLE entry (
    account     uuid           NOT NULL,
    request_key text           NOT NULL,
    type        text           NOT NULL,
    amount      numeric(20, 2) NOT NULL,
    recipients  uuid[]         NOT NULL,
    recorded_at timestamptz    NOT NULL DEFAULT now(),
    PRIMARY KEY (account, request_key)
);

-- Moves an amount between the buckets of one account; a credit comes from nowhere, as the accounts of the system are left out.
CREATE FUNCTION move(of uuid, request text, kind text, amount numeric, to_available numeric, to_held numeric)
    RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO entry VALUES (of, request, kind, amount, '{}') ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN
        RETURN 'replayed';
    END IF;
    UPDATE balance SET available = available + to_available, held = held + to_held
     WHERE account = of AND available + to_available >= 0 AND held + to_held >= 0;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'insufficient_balance';
    END IF;
    RETURN 'completed';
END $$;

-- An amount to each of some others. Rows are locked in the order of their accounts, so that no two transfers wait for each other.
CREATE FUNCTION transfer(source uuid, request text, amount numeric, recipients uuid[])
    RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    needed numeric := amount * cardinality(recipients);
BEGIN
    INSERT INTO entry VALUES (source, request, 'transfer', needed, recipients) ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN
        RETURN 'replayed';
    END IF;
    PERFORM FROM balance WHERE account = source OR account = ANY (recipients) ORDER BY account FOR NO KEY UPDATE;
    UPDATE balance SET available = available - needed WHERE account = source AND available >= needed;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'insufficient_balance';
    END IF;
    UPDATE balance SET available = available + transfer.amount WHERE account = ANY (recipients);
    RETURN 'completed';
END $$;
