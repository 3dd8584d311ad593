-- A check-in between two of the plan (docs/adr/0029): the day on which somebody is asked sooner, null for nobody; and which check-ins were such.
alter table caregiver add column sooner_on text;
create index caregiver_sooner on caregiver (sooner_on, id) where status = 'active' and sooner_on is not null;
alter table check_in add column in_between integer not null default 0 check (in_between in (0, 1));

-- kind sooner: subject is empty and value 0, no check-ins in between.
create table override_with_sooner (
    id integer primary key autoincrement,
    caregiver_id integer not null references caregiver (id),
    kind text not null check (kind in ('mute', 'interval', 'limit', 'sooner')),
    subject text not null,
    value double precision not null,
    reason text not null,
    from_on text not null,
    until_on text not null,
    coordinator_id integer not null references coordinator (id),
    set_at text not null,
    ended_on text,
    set_by text not null default 'coordinator' check (set_by in ('coordinator', 'caregiver')),
    ended_by integer references coordinator (id),
    check (until_on > from_on)
);
insert into override_with_sooner (id, caregiver_id, kind, subject, value, reason, from_on, until_on, coordinator_id, set_at, ended_on, set_by, ended_by)
select id, caregiver_id, kind, subject, value, reason, from_on, until_on, coordinator_id, set_at, ended_on, set_by, ended_by from person_override;
drop table person_override;
alter table override_with_sooner rename to person_override;
create index person_override_caregiver on person_override (caregiver_id);
