-- What somebody at the support point types in for a caregiver: the day on which it was answered, and how it came. A form kept for later may not
-- say yet how it came.
create table typed_in (
    check_in_id integer primary key references check_in (id),
    coordinator_id integer not null references coordinator (id),
    way text check (way in ('phone', 'paper', 'visit')),
    answered_on text not null,
    saved_at text not null
);

-- Who typed this one answer in; empty where the caregiver gave it. One list may have answers of both.
alter table answer add column entered_by text;

-- Staff typed in on the caregiver's own pages before, each in a session of their own: those end here.
update session set ended_at = seen_at where check_in_id is not null and entered_by is not null and ended_at is null;
