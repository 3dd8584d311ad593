-- Who looked at what and who did what (docs/adr/0043). It holds numbers and codes only, and outlives what it is about:
-- no reference to another table.
create table record (
    id integer primary key autoincrement,
    at text not null,
    deed text not null,
    -- Null: it was done; otherwise 'refused' or 'failed'.
    outcome text,
    by_role text not null,
    by_staff integer,
    for_staff integer,
    ground text,
    caregiver_id integer,
    object text,
    session_id integer,
    network text,
    version text not null,
    -- An HMAC over all of the above, with a key that is not in the store.
    mark blob not null
);
create index record_caregiver on record (caregiver_id) where caregiver_id is not null;

-- How far the chain of lines was at the end of a day, and what it was there.
create table record_seal (
    day text primary key,
    upto integer not null,
    lines integer not null,
    hash blob not null,
    sealed_at text not null
);

insert into retention (id, what)
select max(id) + 1, 'record' from retention;
