-- Indexes for questions that took longer the larger the past was.

-- A page of an account's entries: its own, and those of others that move its value, each read from its newest on. Without this
-- all postings of the account were read for one page.
alter table posting add column received boolean not null default false;
comment on column posting.received is 'Whether the account is another than the entry''s, as where it receives a transfer.';
update posting p set received = true
from entry e
where (e.recorded_at, e.partition, e.sequence) = (p.recorded_at, p.partition, p.sequence) and p.account_id <> e.account_id;
create index posting_received on posting (account_id, recorded_at, partition, sequence) where received;

-- The totals of a range of days, of all assets.
drop index daily_total_day;
create index daily_total_day on daily_total (day);

-- What lapses next, without the lots of which nothing is left.
create index lot_expiring on lot (expires_at, lot_id) where finished_at is null and expires_at is not null;
