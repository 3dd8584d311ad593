-- What came back of our mail: one row a message. Nothing of its text is kept but what somebody wrote back, and that for a while.
-- A mail that the relay refused outright has a row as well, matched by the ledger. A row without matched_by names no mail of
-- ours that can be proved, and changed nothing.
create table mail_return (
    id integer primary key autoincrement,
    sha256 text not null unique,
    received_at text not null,
    class text not null check (class in ('review', 'hard', 'soft', 'delay', 'delivered', 'auto-reply', 'complaint', 'challenge', 'account', 'reply', 'ignore')),
    note text not null,
    matched_by text check (matched_by in ('tag', 'message-id', 'ledger')),
    mail_id text references mail (id),
    caregiver_id integer references caregiver (id),
    status text,
    code integer,
    reply text
);
create index mail_return_mail on mail_return (mail_id) where mail_id is not null;
create index mail_return_caregiver on mail_return (caregiver_id) where caregiver_id is not null;
create index mail_return_reply on mail_return (received_at) where reply is not null;

-- An address, in small letters, to which nothing goes while stopped_at is set. Two people with one mailbox share it.
create table mail_address (
    address text primary key,
    stopped_at text,
    stopped_why text check (stopped_why in ('hard', 'soft', 'complaint')),
    freed_at text
) without rowid;

-- A check-in that was opened without an invitation, as its address was stopped.
create table check_in_not_mailed (
    check_in_id integer primary key references check_in (id),
    at text not null
);

-- Something about somebody's mail that a coordinator does.
create table mail_task (
    id integer primary key autoincrement,
    kind text not null check (kind in ('no-arrival', 'complaint', 'reply', 'new-address')),
    caregiver_id integer not null references caregiver (id),
    return_id integer not null references mail_return (id),
    opened_at text not null,
    done_at text,
    done_by integer references coordinator (id)
);
create unique index mail_task_one_open on mail_task (caregiver_id, kind) where done_at is null and kind <> 'reply';
create index mail_task_open on mail_task (caregiver_id) where done_at is null;
create index mail_refused on mail (ended_at) where state = 'failed' and last_stage = 'rcpt';
