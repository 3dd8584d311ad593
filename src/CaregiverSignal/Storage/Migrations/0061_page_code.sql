-- The code on paper with which somebody without mail opens their own page (docs/adr/0070); the newest one of each
-- caregiver. code_hash finds it and is empty once it ended; number_mark is the number that only they know.
create table page_code (
    caregiver_id integer primary key references caregiver (id) on delete cascade,
    code_hash text unique,
    number_mark text,
    mark text not null,
    made_at text not null,
    made_by integer not null references coordinator (id),
    over_at text not null,
    used_at text,
    wrong integer not null default 0,
    ended_at text,
    ended_why text
);
