-- The limits behind a version of the rule set; findings of before have the version of the rules alone, whatever their limits were.
create table rule_set (
    version text primary key,
    limits text not null,
    first_used_at text not null
) without rowid;

-- Each day on which there was something to tell about a signal, and what: the signal itself keeps the last only.
-- Of older tellings nothing is known but that one, with the level and kinds of now.
create table telling (
    signal_id integer not null references signal (id),
    told_on text not null,
    level text not null check (level in ('amber', 'red')),
    kinds text not null,
    primary key (signal_id, told_on)
) without rowid;
insert into telling (signal_id, told_on, level, kinds)
select id, tell_on, level, kinds from signal where tell_on is not null;

-- The record of one person and their last signal are read by these.
create index signal_caregiver on signal (caregiver_id);

-- Who ended it before its time; empty when another agreement took its place.
alter table person_override add column ended_by integer references coordinator (id);
