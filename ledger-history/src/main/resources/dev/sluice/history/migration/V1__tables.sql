-- The past of the ledger, made from ledger.journal and nothing else; it can be dropped and made again at any time.
--
-- Names are not qualified: everything is made in, and read from, the first schema of the search path ("history" unless told
-- otherwise), so that a second history can be built beside the first and compared with it.
--
-- Who writes: of each row one partition's writer, in the transaction that moves that partition's row in position. So no two
-- writers ever wait for one another, and a row is either there with its position or not at all. Where a thing is told on several
-- partitions (an entry of a transfer, a program), its parts are rows of their own, or the partition of its own key tells it.
--
-- Amounts are numeric without a limit: exact, and with the decimals that the journal wrote. Instants are to the millisecond.

create extension if not exists pg_trgm with schema public;

-- ---------------------------------------------------------------------------------------------------------------------------
-- How far the past has been read
-- ---------------------------------------------------------------------------------------------------------------------------

create table position (
    partition smallint primary key,
    epoch bigint not null default 0,
    next_offset bigint not null default 0,
    next_sequence bigint not null default 0,
    hash bytea not null default decode(repeat('00', 32), 'hex'),
    ledger_time timestamptz,
    at_end_at timestamptz,
    entries bigint not null default 0,
    status text not null default 'READING' check (status in ('READING', 'STOPPED')),
    stopped_at timestamptz,
    stopped_reason text
);
comment on table position is 'How far each partition of the journal has been read. All partitions have a row from the writer''s first start on.';
comment on column position.epoch is 'Counts the writers that have taken this partition: only the newest may write. A writer that finds another number has lost the partition.';
comment on column position.next_offset is 'The offset in the topic from which to read on. Truth is here, not in the offsets that Kafka keeps for the group.';
comment on column position.next_sequence is 'The sequence of the next entry: all before it are in the tables. Sluice-Position p:s has been read where next_sequence > s.';
comment on column position.hash is 'The SHA-256 of the last record''s value, which the next one must name; zeros before the first.';
comment on column position.ledger_time is 'recorded_at of the last entry read; null before the first. Times never go back within a partition.';
comment on column position.at_end_at is 'When the writer last saw (by its own clock, taken before it asked Kafka) that there was nothing more to read. The partition is known up to the later of this and ledger_time.';
comment on column position.entries is 'How many entries of this partition are in the tables.';
comment on column position.status is 'READING, or STOPPED where a record can''t be believed: nothing after it is read until somebody has looked.';
comment on column position.stopped_reason is 'What was expected and what was got, with offset and sequence.';

-- ---------------------------------------------------------------------------------------------------------------------------
-- What happened: partitioned by month of recorded_at. The writer makes months ahead, named entry_2026_01, posting_2026_01.
-- The order of the past within a partition is (recorded_at, sequence); over all it is (recorded_at, partition, sequence).
-- ---------------------------------------------------------------------------------------------------------------------------

create table entry (
    recorded_at timestamptz not null,
    partition smallint not null,
    sequence bigint not null,
    id uuid not null,
    type text not null,
    account_id uuid not null,
    program_id uuid,
    asset_id uuid,
    amount numeric,
    postings integer not null,
    description text,
    reference_id text,
    metadata jsonb not null default '{}',
    idempotency_key text,
    actor_type text,
    actor_name text,
    reverses uuid,
    follows uuid[] not null default '{}',
    facts jsonb not null default '[]',
    hash bytea not null,
    primary key (recorded_at, partition, sequence)
) partition by range (recorded_at);
comment on table entry is 'A journal entry as one partition booked it. The parts of an operation over several partitions (a transfer, a change of the catalogue) are rows with the same id.';
comment on column entry.type is 'As in the journal: CREDIT, DEBIT, HOLD, … OWNER_STORED.';
comment on column entry.account_id is 'The account whose request it was. Postings may be on other accounts too: to find all that concerns an account, ask posting as well.';
comment on column entry.amount is 'How much moved: the sum of the positive postings of the entry''s asset (of all where it names none); null where it has no postings.';
comment on column entry.postings is 'How many postings it has.';
comment on column entry.actor_type is 'api_key, producer, ledger or unknown; null in what the first release has booked.';
comment on column entry.actor_name is 'The name of the API key or of the producer.';
comment on column entry.reverses is 'Of a reversal: the debit or capture that it gives back of.';
comment on column entry.follows is 'The earlier entries that this one belongs to, such as those that opened the holds it takes from.';
comment on column entry.facts is 'What came to be besides, as the journal tells it.';
comment on column entry.hash is 'The SHA-256 of the record''s value, which the next record of the partition names.';

create index entry_id on entry (id);
create index entry_account on entry (account_id, recorded_at, partition, sequence);
create index entry_program on entry (program_id, recorded_at, partition, sequence) where program_id is not null;
create index entry_asset on entry (asset_id, recorded_at, partition, sequence) where asset_id is not null;
create index entry_type on entry (type, recorded_at, partition, sequence);
create index entry_actor on entry (actor_name, recorded_at, partition, sequence) where actor_name is not null;
create index entry_reference on entry (reference_id, recorded_at) where reference_id is not null;
create index entry_idempotency_key on entry using hash (idempotency_key) where idempotency_key is not null;
create index entry_reverses on entry (reverses) where reverses is not null;
create index entry_follows on entry using gin (follows) where follows <> '{}';
create index entry_metadata on entry using gin (metadata jsonb_path_ops) where metadata <> '{}';

create table posting (
    recorded_at timestamptz not null,
    partition smallint not null,
    sequence bigint not null,
    line integer not null,
    account_id uuid,
    system_account text,
    asset_id uuid not null,
    bucket text,
    amount numeric not null,
    balance_after numeric not null,
    available_after numeric,
    held_after numeric,
    deferred_after numeric,
    lot_id uuid,
    hold_id uuid,
    primary key (recorded_at, partition, sequence, line)
) partition by range (recorded_at);
comment on table posting is 'One line of an entry: (recorded_at, partition, sequence) is the entry''s, line its place in it, from 0. The lines of an entry sum to zero for each asset.';
comment on column posting.account_id is 'The account; null for a system account.';
comment on column posting.system_account is 'SYSTEM_ISSUANCE, SYSTEM_BREAKAGE, SYSTEM_REDEMPTION, SYSTEM_TRANSIT: this partition''s shard of it; null for an account.';
comment on column posting.bucket is 'AVAILABLE, HELD or DEFERRED; null for a system account.';
comment on column posting.balance_after is 'The balance of this account, asset and bucket after this line; of a system account, of this partition''s shard and asset.';
comment on column posting.available_after is 'With held_after and deferred_after: all three buckets of the account and asset after this line, so that the last line before an instant tells the balance at that instant. The debt of an account with a LOT asset is -available_after where that is below zero. Null for a system account.';

-- A statement and a balance at an instant: one range of this index each.
create index posting_account on posting (account_id, asset_id, recorded_at, sequence, line) where account_id is not null;
create index posting_system on posting (system_account, partition, asset_id, recorded_at, sequence, line) where system_account is not null;
create index posting_lot on posting (lot_id, recorded_at, sequence, line) where lot_id is not null;
create index posting_hold on posting (hold_id, recorded_at, sequence, line) where hold_id is not null;

-- ---------------------------------------------------------------------------------------------------------------------------
-- What is, as of the positions: rows are replaced as entries change them
-- ---------------------------------------------------------------------------------------------------------------------------

create table balance (
    account_id uuid not null,
    asset_id uuid not null,
    partition smallint not null,
    account_kind text not null,
    available numeric not null,
    held numeric not null,
    deferred numeric not null,
    changed_at timestamptz not null,
    primary key (account_id, asset_id)
) with (fillfactor = 70);
comment on table balance is 'The balance of an account and asset after its last posting, also where that posting''s month has been detached.';
comment on column balance.account_kind is 'PARTICIPANT, GROUP, or PROGRAM for the wallet of a program.';
comment on column balance.changed_at is 'recorded_at of the last posting.';

create table system_balance (
    partition smallint not null,
    system_account text not null,
    asset_id uuid not null,
    balance numeric not null,
    changed_at timestamptz not null,
    primary key (partition, system_account, asset_id)
) with (fillfactor = 50);
comment on table system_balance is 'The shards of the system accounts; the balance of one is the sum over the partitions.';

create table lot (
    lot_id uuid primary key,
    account_id uuid not null,
    asset_id uuid not null,
    program_id uuid,
    partition smallint not null,
    lot_sequence bigint not null,
    amount numeric not null,
    available numeric not null,
    held numeric not null,
    deferred numeric not null,
    created_at timestamptz not null,
    expires_at timestamptz,
    matures_at timestamptz,
    reference_id text,
    origin text not null,
    entry_id uuid not null,
    opened_at timestamptz not null,
    finished_at timestamptz,
    expired boolean not null default false
) with (fillfactor = 70);
comment on table lot is 'A lot of a LOT asset: what it was made with, and what is left of it in each bucket.';
comment on column lot.lot_sequence is 'Its place among the account''s lots of the asset; breaks ties of created_at. Spending order is (created_at, lot_sequence).';
comment on column lot.created_at is 'The vintage.';
comment on column lot.program_id is 'The program of the entry that opened it.';
comment on column lot.origin is 'CREDIT, TRANSFER or REVERSAL.';
comment on column lot.entry_id is 'The entry that opened it. The lots that a transferred one came from are in lot_source.';
comment on column lot.opened_at is 'recorded_at of the entry that opened it.';
comment on column lot.finished_at is 'When nothing was left of it; null while something is. A reversal may bring a finished lot back.';
comment on column lot.expired is 'Whether the last of it expired.';
create index lot_account on lot (account_id, asset_id, created_at, lot_sequence);
create index lot_expiry on lot (asset_id, expires_at) where expires_at is not null;
create index lot_vintage on lot (asset_id, created_at);
create index lot_entry on lot (entry_id);

create table hold (
    hold_id uuid primary key,
    account_id uuid not null,
    asset_id uuid not null,
    program_id uuid not null,
    partition smallint not null,
    amount numeric not null,
    remaining numeric not null,
    captured numeric not null,
    released numeric not null,
    forfeited numeric not null,
    origin text not null,
    status text not null,
    reference_id text,
    created_at timestamptz not null,
    expires_at timestamptz,
    closed_at timestamptz,
    metadata jsonb not null default '{}',
    entry_id uuid not null
) with (fillfactor = 70);
comment on table hold is 'A hold, open or closed: amount = remaining + captured + released + forfeited.';
comment on column hold.origin is 'HOLD, CREDIT or RESERVE.';
comment on column hold.status is 'OPEN while anything remains, else CLOSED.';
comment on column hold.released is 'What went back to AVAILABLE, or was voided.';
comment on column hold.captured is 'What was captured, or debited from HELD.';
comment on column hold.entry_id is 'The entry that opened it.';
create index hold_account on hold (account_id, asset_id, created_at, hold_id);
create index hold_reference on hold (reference_id) where reference_id is not null;
create index hold_status on hold (status, created_at, hold_id);
create index hold_open_expiry on hold (expires_at) where status = 'OPEN' and expires_at is not null;
create index hold_program on hold (program_id, created_at, hold_id);

create table transfer (
    entry_id uuid primary key,
    source_id uuid not null,
    program_id uuid not null,
    asset_id uuid not null,
    partition smallint not null,
    description text not null,
    reference_id text,
    total_amount numeric not null,
    status text not null,
    legs jsonb not null,
    rejection jsonb,
    metadata jsonb not null default '{}',
    created_at timestamptz not null
);
comment on table transfer is 'A transfer, as the partition of its source tells it. The status of one between partitions is told by transfer_now.';
comment on column transfer.status is 'POSTED, REFUSED, or PENDING: the source has given, and this table does not know yet that all have received.';
comment on column transfer.legs is 'As in the journal: [{"account_id", "account_kind", "amount"}].';
comment on column transfer.rejection is 'Why it was refused, as in the journal.';
create index transfer_source on transfer (source_id, created_at, entry_id);
create index transfer_program on transfer (program_id, created_at, entry_id);
create index transfer_reference on transfer (reference_id) where reference_id is not null;
create index transfer_pending on transfer (created_at, entry_id) where status = 'PENDING';
create index transfer_created on transfer (created_at, entry_id);
create index transfer_legs on transfer using gin (legs jsonb_path_ops);

create table transfer_booking (
    entry_id uuid not null,
    partition smallint not null,
    amount numeric not null,
    booked_at timestamptz not null,
    primary key (entry_id, partition)
);
comment on table transfer_booking is 'How much of a transfer its recipients on one partition have received.';

create table participant (
    account_id uuid primary key,
    partition smallint not null,
    external_id text not null unique,
    status text not null,
    display_name text,
    attributes jsonb not null default '{}',
    created_at timestamptz not null,
    updated_at timestamptz not null
);
create index participant_external_id_prefix on participant (external_id text_pattern_ops);
create index participant_name on participant using gin ((coalesce(display_name, '') || ' ' || external_id) public.gin_trgm_ops);
create index participant_status on participant (status, created_at, account_id);
create index participant_created on participant (created_at, account_id);
create index participant_attributes on participant using gin (attributes jsonb_path_ops);
comment on index participant_name is 'For searches of a part of a name: ask for (coalesce(display_name, '''') || '' '' || external_id) ilike ''%…%''.';

create table account_group (
    account_id uuid primary key,
    partition smallint not null,
    name text not null,
    status text not null,
    members jsonb not null,
    created_at timestamptz not null,
    updated_at timestamptz not null
);
comment on column account_group.members is 'As in the journal: [{"participant_id", "role"}], in the order in which they came.';
create index account_group_name on account_group using gin (name public.gin_trgm_ops);
create index account_group_created on account_group (created_at, account_id);
create index account_group_members on account_group using gin (members jsonb_path_ops);

create table program (
    program_id uuid primary key,
    name text not null,
    description text,
    status text not null,
    created_at timestamptz not null,
    updated_at timestamptz not null
);
comment on table program is 'As the partition of the program''s own key tells it.';

create table asset (
    asset_id uuid primary key,
    symbol text not null unique,
    name text not null,
    inventory_mode text not null,
    issuance_policy text not null,
    scale smallint not null,
    max_transaction_amount numeric,
    program_ids uuid[] not null,
    status text not null,
    created_at timestamptz not null,
    updated_at timestamptz not null
);
comment on table asset is 'As the partition of the asset''s own key tells it.';

create table reserve_hold (
    hold_id uuid primary key,
    account_id uuid not null,
    asset_id uuid not null,
    partition smallint not null,
    amount numeric not null,
    created_at timestamptz not null,
    created_by text not null,
    reason text not null,
    release_after timestamptz,
    scheduled_release timestamptz,
    source_type text not null,
    reserve_plan_id uuid,
    source_charge text,
    metadata jsonb not null default '{}'
);
comment on table reserve_hold is 'What is said of the hold of a reserve; what remains of it is told by the hold with the same id.';
comment on column reserve_hold.release_after is 'With scheduled_release: null where it follows the fixed date of its plan.';
create index reserve_hold_account on reserve_hold (account_id, created_at, hold_id);
create index reserve_hold_plan on reserve_hold (reserve_plan_id) where reserve_plan_id is not null;

create table reserve_release (
    release_id uuid primary key,
    account_id uuid not null,
    asset_id uuid not null,
    partition smallint not null,
    amount numeric not null,
    created_at timestamptz not null,
    created_by text not null,
    reason text not null,
    hold_id uuid,
    reserve_plan_id uuid,
    source_transaction jsonb,
    metadata jsonb not null default '{}'
);
create index reserve_release_account on reserve_release (account_id, created_at, release_id);

create table reserve_release_line (
    release_id uuid not null,
    hold_id uuid not null,
    partition smallint not null,
    amount numeric not null,
    primary key (release_id, hold_id)
);
comment on table reserve_release_line is 'How much a release drew on a hold, over all its steps.';
create index reserve_release_line_hold on reserve_release_line (hold_id);

create table reserve_plan (
    plan_id uuid primary key,
    account_id uuid not null,
    asset_id uuid,
    partition smallint not null,
    percent smallint not null,
    release_after timestamptz,
    scheduled_release timestamptz,
    days_after_charge integer,
    expires_on timestamptz,
    status text not null,
    created_at timestamptz not null,
    created_by text not null,
    disabling_since timestamptz,
    disabled_at timestamptz,
    metadata jsonb not null default '{}'
);
comment on column reserve_plan.asset_id is 'Null for a plan of all assets.';
comment on column reserve_plan.release_after is 'With scheduled_release: of a plan with a fixed date; days_after_charge and expires_on of a rolling one.';
create index reserve_plan_account on reserve_plan (account_id, created_at, plan_id);

-- ---------------------------------------------------------------------------------------------------------------------------
-- Sums for the reports
-- ---------------------------------------------------------------------------------------------------------------------------

create table daily_total (
    partition smallint not null,
    day date not null,
    asset_id uuid not null,
    program_id uuid,
    entry_type text not null,
    place text not null,
    bucket text,
    vintage_month date,
    expiry_month date,
    amount numeric not null,
    postings bigint not null
) with (fillfactor = 50);
comment on table daily_total is 'The sum of all postings of one UTC day of recorded_at that have all this in common. A report for an instant is the sum of the days before it and of the postings of its own day.';
comment on column daily_total.program_id is 'Of the entry.';
comment on column daily_total.place is 'PARTICIPANT, GROUP, PROGRAM (a wallet), or the system account.';
comment on column daily_total.bucket is 'Null for a system account.';
comment on column daily_total.vintage_month is 'The first of the month (UTC) of the vintage of the posting''s lot; null without a lot.';
comment on column daily_total.expiry_month is 'The first of the month (UTC) in which the posting''s lot expires; null without a lot or an expiry.';
create unique index daily_total_key on daily_total
    (partition, day, asset_id, program_id, entry_type, place, bucket, vintage_month, expiry_month) nulls not distinct;
create index daily_total_day on daily_total (asset_id, day);

-- ---------------------------------------------------------------------------------------------------------------------------
-- Views
-- ---------------------------------------------------------------------------------------------------------------------------

create view transfer_now as
select t.entry_id, t.source_id, t.program_id, t.asset_id, t.partition, t.description, t.reference_id, t.total_amount,
       case when t.status = 'PENDING'
                 and (select sum(b.amount) from transfer_booking b where b.entry_id = t.entry_id) >= t.total_amount
            then 'POSTED' else t.status end as status,
       t.legs, t.rejection, t.metadata, t.created_at
from transfer t;
comment on view transfer_now is 'Transfers with their status as far as all partitions have been read. To list one status, narrow transfer.status first: POSTED is among POSTED and PENDING, and PENDING among PENDING, of which there are never many.';

create view lot_event as
select p.lot_id, p.recorded_at, p.partition, p.sequence, p.line, e.id as entry_id, e.type, p.account_id, p.system_account,
       p.asset_id, p.bucket, p.hold_id, p.amount
from posting p
join entry e on e.recorded_at = p.recorded_at and e.partition = p.partition and e.sequence = p.sequence
where p.lot_id is not null;
comment on view lot_event is 'What happened to each lot: its postings, with the entries that they belong to.';

create view lot_source as
select l.lot_id, p.lot_id as source_lot_id, e.id as entry_id, e.recorded_at, p.account_id as source_account_id, -sum(p.amount) as amount
from lot l
join entry e on e.id = l.entry_id
join posting p on p.recorded_at = e.recorded_at and p.partition = e.partition and p.sequence = e.sequence
where l.origin = 'TRANSFER' and p.account_id = e.account_id and p.lot_id is not null and p.amount < 0
      and e.type in ('TRANSFER', 'TRANSFER_SET_ASIDE')
group by l.lot_id, p.lot_id, e.id, e.recorded_at, p.account_id;
comment on view lot_source is 'The lots that the lots of a transfer came from: all that the source gave under the same entry id. amount is what the source''s lot gave to all recipients together.';
