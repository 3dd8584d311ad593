-- Passkeys, authenticator codes and recovery codes; and marks on what opens something (docs/adr/0046).
-- mark: what the program that wrote the row made of it, with a key that is not in the store. Without a true one a row
-- counts as not there.
alter table coordinator add column mark text;
-- second_factor_from: from when a mailed link alone is not enough for them.
alter table coordinator add column second_factor_from text;

alter table link add column mark text;

-- came_by: link, passkey, code or recovery-code. fresh_at: when they last showed who they are.
-- browser: which kind of browser, in plain words.
alter table session add column mark text;
alter table session add column came_by text;
alter table session add column fresh_at text;
alter table session add column browser text;

create table passkey (
    id integer primary key autoincrement,
    coordinator_id integer not null references coordinator (id),
    credential_id text not null unique,
    public_key text not null,
    name text not null,
    transports text,
    sign_count integer not null,
    is_backup_eligible integer not null check (is_backup_eligible in (0, 1)),
    is_backed_up integer not null check (is_backed_up in (0, 1)),
    created_at text not null,
    used_at text,
    mark text not null
);
create index passkey_coordinator on passkey (coordinator_id);

-- A passkey ceremony that was begun: what the browser is asked, and what the answer is checked against; used once.
create table passkey_challenge (
    key_hash text primary key,
    purpose text not null check (purpose in ('sign-in', 'confirm', 'add')),
    coordinator_id integer references coordinator (id),
    name text,
    options text not null,
    state text not null,
    expires_at text not null,
    mark text not null
);
create index passkey_challenge_expires on passkey_challenge (expires_at);

-- seed: locked for this coordinator. confirmed_at: when the first code was right. last_step: each code works once.
create table authenticator (
    coordinator_id integer primary key references coordinator (id),
    seed text not null,
    made_at text not null,
    confirmed_at text,
    last_step integer not null
);

create table recovery_code (
    id integer primary key autoincrement,
    coordinator_id integer not null references coordinator (id),
    code_mark text not null unique,
    made_at text not null,
    used_at text
);
create index recovery_code_coordinator on recovery_code (coordinator_id);
