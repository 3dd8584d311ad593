-- A visit to a caregiver's own page: the link that was mailed for it, and the browser that it was opened in
-- (docs/adr/0057). With new_email it is the link that confirms another address, and opens nothing.
create table own_visit (
    id integer primary key autoincrement,
    caregiver_id integer not null references caregiver (id) on delete cascade,
    link_hash text not null unique,
    link_mark text not null,
    new_email text,
    asked_at text not null,
    over_at text not null,
    opened_at text,
    seen_at text,
    key_hash text,
    mark text
);
create unique index own_visit_session on own_visit (key_hash) where key_hash is not null;
create index own_visit_caregiver on own_visit (caregiver_id);
create index own_visit_over on own_visit (over_at);
