-- Somebody who worries about a caregiver, and told the support point (docs/adr/0018). It belongs to no caregiver: nobody knows yet who it
-- is. The words and the ways to reach people are deleted some time after it was closed; forgotten_at says since when.
create table tip (
    id integer primary key autoincrement,
    dedupe_key text not null unique,
    received_at text not null,
    words text,
    about text,
    minor text check (minor in ('yes', 'no', 'unknown')),
    knows text check (knows in ('yes', 'no', 'unknown')),
    teller_name text,
    teller_phone text,
    teller_email text,
    told_at text,
    times_told integer not null default 0,
    tell_again_on text,
    taken_up_at text,
    taken_up_by integer references coordinator (id),
    closed_at text,
    closed_by integer references coordinator (id),
    outcome text,
    note text,
    forgotten_at text
);
create index tip_open on tip (id) where closed_at is null;
create index tip_to_forget on tip (closed_at, id) where closed_at is not null and forgotten_at is null;

-- What tells of a tip stays here once somebody has taken it up, as with a signal.
alter table mail add column tip_id integer references tip (id);
create index mail_tip on mail (tip_id) where tip_id is not null;
