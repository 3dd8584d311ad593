-- What a caregiver allows somebody outside the support point to know: a row a decision, each with its own end (docs/adr/0050).
create table consent (
    id integer primary key autoincrement,
    caregiver_id integer not null references caregiver (id),
    recipient text not null,
    name text not null,
    data text not null,
    given_on text not null,
    until_on text,
    given_how text not null,
    noted_by integer not null references coordinator (id),
    noted_at text not null,
    withdrawn_on text,
    withdrawn_how text,
    withdrawal_noted_by integer references coordinator (id),
    withdrawal_noted_at text
);
create index consent_caregiver on consent (caregiver_id);
