-- Who looks after help in the place of the caregiver's coordinator: a colleague who sees the caregiver; empty for the coordinator.
alter table help add column owner_id integer references coordinator (id);

-- The yearly appreciation of caregivers (mantelzorgwaardering): who was told of it, asked for it and got it; each year begins
-- without ticks. Activities of the support point, and whom it invited to them.
create table appreciation (
    caregiver_id integer not null references caregiver (id),
    year integer not null,
    step text not null,
    done_on text not null,
    coordinator_id integer not null references coordinator (id),
    at text not null,
    primary key (caregiver_id, year, step)
) without rowid;

create table activity (
    id integer primary key autoincrement,
    name text not null,
    place text not null default '',
    held_on text not null,
    kind text not null,
    added_by integer not null references coordinator (id),
    added_at text not null
);
create index activity_held on activity (held_on);

create table activity_guest (
    activity_id integer not null references activity (id),
    caregiver_id integer not null references caregiver (id),
    step text not null,
    step_on text not null,
    coordinator_id integer not null references coordinator (id),
    at text not null,
    primary key (activity_id, caregiver_id)
) without rowid;
create index activity_guest_caregiver on activity_guest (caregiver_id);
