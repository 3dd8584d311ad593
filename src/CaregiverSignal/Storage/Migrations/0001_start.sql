-- Instants are UTC text yyyy-mm-ddThh:mm:ss.fffZ, days are text yyyy-mm-dd in the support point's time zone.
-- What must happen next is a row whose ..._at is null, with a partial index on just those rows.

create table commit_mark (
    id integer primary key check (id = 1),
    mark integer not null
);
insert into commit_mark (id, mark) values (1, 0);

create table site_clock (
    id integer primary key check (id = 1),
    at text not null,
    simulated integer not null check (simulated in (0, 1))
);

-- An item at which its step failed waits here, so that the ones behind it go on.
create table aside (
    step text not null,
    item integer not null,
    until text not null,
    primary key (step, item)
);

create table questionnaire (
    instrument text not null,
    version integer not null check (version >= 1),
    hash text not null,
    first_used_at text not null,
    primary key (instrument, version)
);

create table coordinator (
    id integer primary key autoincrement,
    email text not null unique,
    name text,
    deputy_id integer references coordinator (id),
    enrolled_at text,
    digest_on text,
    created_at text not null
);

create table caregiver (
    id integer primary key autoincrement,
    person text not null unique,
    first_name text,
    last_name text,
    email text,
    phone text,
    born text,
    language text not null default 'nl',
    channel text not null check (channel in ('email', 'phone', 'paper')),
    status text not null check (status in ('active', 'paused', 'aftercare', 'ended')),
    coordinator_id integer not null references coordinator (id),
    enrolled_on text not null,
    next_due_on text not null,
    paused_until text,
    judge_due_at text,
    created_at text not null
);
create index caregiver_due on caregiver (next_due_on, id) where status = 'active';
create index caregiver_pause on caregiver (paused_until, id) where status = 'paused' and paused_until is not null;
create index caregiver_judge on caregiver (judge_due_at, id) where judge_due_at is not null;
create index caregiver_coordinator on caregiver (coordinator_id);

create table care_situation (
    id integer primary key autoincrement,
    caregiver_id integer not null unique references caregiver (id),
    relation text,
    hours_per_week integer check (hours_per_week between 0 and 168),
    caring_since text,
    lives_together integer check (lives_together in (0, 1)),
    works integer check (works in (0, 1)),
    condition text
);

create table event (
    id integer primary key autoincrement,
    caregiver_id integer not null references caregiver (id),
    happened_on text not null,
    kind text not null,
    reported_by text not null check (reported_by in ('caregiver', 'coordinator', 'professional', 'system')),
    note text not null default '',
    recorded_at text not null,
    unique (caregiver_id, happened_on, kind, reported_by, note)
);

create table check_in (
    id integer primary key autoincrement,
    caregiver_id integer not null references caregiver (id),
    number integer not null check (number >= 0),
    asked_on text not null,
    closes_on text not null,
    remind_on text,
    instruments text not null,
    opened_at text not null,
    reminded_at text,
    answered_at text,
    closed_at text,
    own_words text,
    call_me text check (call_me in ('yes', 'no', 'self')),
    unique (caregiver_id, asked_on)
);
create index check_in_open on check_in (closes_on, id) where closed_at is null;
create index check_in_remind on check_in (remind_on, id) where remind_on is not null;

create table link (
    id integer primary key autoincrement,
    purpose text not null check (purpose in ('form', 'pause', 'sign-in')),
    key_hash text not null unique,
    caregiver_id integer references caregiver (id),
    check_in_id integer references check_in (id),
    coordinator_id integer references coordinator (id),
    created_at text not null,
    expires_at text not null,
    used_at text,
    revoked_at text
);
create index link_check_in on link (check_in_id) where check_in_id is not null;

create table session (
    id integer primary key autoincrement,
    key_hash text not null unique,
    check_in_id integer references check_in (id),
    coordinator_id integer references coordinator (id),
    entered_by text,
    started_at text not null,
    seen_at text not null,
    expires_at text not null,
    sent_at text,
    ended_at text,
    check ((check_in_id is null) <> (coordinator_id is null))
);

create table response (
    id integer primary key autoincrement,
    caregiver_id integer not null references caregiver (id),
    check_in_id integer not null references check_in (id),
    instrument text not null,
    version integer not null check (version >= 1),
    wording text not null,
    entered_by text not null,
    answered_on text not null,
    started_at text not null,
    finished_at text,
    scored_at text,
    unique (check_in_id, instrument)
);
create index response_unscored on response (finished_at, id) where finished_at is not null and scored_at is null;
create index response_caregiver on response (caregiver_id, answered_on);

-- A row with an empty value is a question that was shown and skipped. Rows lie in the order of their key, so that an
-- answer costs one page and not two (measured: bench/); other databases do without the two words.
create table answer (
    response_id integer not null references response (id),
    item text not null,
    value integer check (value between 0 and 100),
    saved_at text not null,
    primary key (response_id, item)
) without rowid;

create table score (
    response_id integer not null references response (id),
    scale text not null,
    value double precision,
    low double precision not null,
    high double precision not null,
    band text,
    primary key (response_id, scale)
) without rowid;

create table signal (
    id integer primary key autoincrement,
    caregiver_id integer not null references caregiver (id),
    level text not null check (level in ('amber', 'red')),
    kinds text not null,
    opened_at text not null,
    opened_on text not null,
    told_at text,
    times_told integer not null default 0,
    seen_at text,
    contacted_at text,
    next_on text,
    escalate_on text,
    escalated_at text,
    closed_at text,
    outcome text
);
create unique index signal_one_open on signal (caregiver_id) where closed_at is null;
create index signal_untold on signal (id) where closed_at is null and told_at is null;
create index signal_escalate on signal (escalate_on, id) where escalate_on is not null;

create table finding (
    id integer primary key autoincrement,
    signal_id integer not null references signal (id),
    kind text not null,
    level text not null check (level in ('amber', 'red')),
    rests_on text not null,
    reason text not null,
    rules text not null,
    found_at text not null,
    unique (signal_id, kind, level, rests_on)
);

create table action (
    id integer primary key autoincrement,
    signal_id integer not null references signal (id),
    caregiver_id integer not null references caregiver (id),
    coordinator_id integer references coordinator (id),
    kind text not null check (kind in ('told', 'seen', 'contacted', 'escalated', 'closed')),
    at text not null,
    done_on text not null,
    note text not null default '',
    next_on text,
    outcome text
);
create index action_signal on action (signal_id);
create index action_caregiver on action (caregiver_id);

create table mail (
    id text primary key,
    kind text not null,
    dedupe_key text not null unique,
    caregiver_id integer references caregiver (id),
    envelope_from text not null,
    envelope_to text not null,
    recipient_domain text not null,
    bytes blob,
    sha256 text not null,
    urgent integer not null check (urgent in (0, 1)),
    created_at text not null,
    not_after text not null,
    state text not null check (state in ('ready', 'sending', 'sent', 'failed', 'unsure', 'expired', 'cancelled')),
    next_try_at text,
    attempts integer not null default 0,
    unsure_count integer not null default 0,
    lease_until text,
    fence integer not null default 0,
    in_data_at text,
    sent_at text,
    ended_at text,
    last_stage text,
    last_code integer,
    last_enhanced text,
    last_note text
);
create index mail_ready on mail (urgent desc, next_try_at, id) where state = 'ready';
create index mail_expiry on mail (not_after) where state = 'ready';
create index mail_leased on mail (lease_until) where state in ('leased', 'in-data');
create index mail_unsure on mail (next_try_at) where state = 'unsure';
create index mail_in_data on mail (in_data_at) where in_data_at is not null;
create index mail_bytes on mail (ended_at) where ended_at is not null and bytes is not null;
create index mail_caregiver on mail (caregiver_id) where caregiver_id is not null;
