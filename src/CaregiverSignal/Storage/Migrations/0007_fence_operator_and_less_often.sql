-- The eras of a store: each begins with a word that the file beside the data folder has too (docs/adr/0012).
-- The newest row counts. While it has closed_at, nothing is mailed; the operator's word begins the next row.
create table mail_fence (
    id integer primary key autoincrement,
    epoch text not null,
    begun_at text not null,
    closed_at text,
    why text check (why in ('restored', 'copied', 'clock-ahead')),
    check ((closed_at is null) = (why is null))
);

-- Who sees and mends what became of each mail (docs/adr/0013).
alter table coordinator add column is_operator integer not null default 0 check (is_operator in (0, 1));
alter table mail add column decided_by integer references coordinator (id);
alter table mail add column decided_at text;

-- Less often, as a caregiver chose behind the link in a mail; coordinator_id is then whose caregiver it is.
alter table person_override add column set_by text not null default 'coordinator' check (set_by in ('coordinator', 'caregiver'));
