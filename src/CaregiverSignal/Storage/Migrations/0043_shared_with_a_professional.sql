-- Where somebody outside the support point, whom a caregiver lets us tell, gets a mail; and the links that open what
-- is agreed (docs/adr/0053).
alter table consent add column email text;

create table shared_link (
    id integer primary key autoincrement,
    caregiver_id integer not null references caregiver (id),
    consent_id integer not null references consent (id),
    signal_id integer not null references signal (id),
    key_hash text not null unique,
    mail_key text not null,
    created_at text not null,
    expires_at text not null,
    mark text not null,
    code_mark text,
    code_until text,
    codes_sent integer not null default 0,
    wrong_codes integer not null default 0
);
create unique index shared_link_signal on shared_link (signal_id, consent_id);
create index shared_link_caregiver on shared_link (caregiver_id);
create index shared_link_consent on shared_link (consent_id);
