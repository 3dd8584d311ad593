-- Several caregivers may care in one situation, and one caregiver in several (docs/adr/0051). A care_situation stays what a caregiver says of the
-- situation they came with; it gets a row in situation once somebody or something else belongs to it.
create table situation (
    id integer primary key autoincrement,
    code text not null unique,
    made_at text not null
);
alter table care_situation add column situation_id integer references situation (id);
alter table care_situation add column role text not null default 'primary' check (role in ('primary', 'shared', 'helper'));
create index care_situation_situation on care_situation (situation_id) where situation_id is not null;

create table further_care (
    id integer primary key autoincrement,
    caregiver_id integer not null references caregiver (id),
    situation_id integer not null references situation (id),
    role text not null check (role in ('primary', 'shared', 'helper')),
    relation text,
    hours_per_week integer check (hours_per_week between 0 and 168),
    caring_since text,
    lives_together integer check (lives_together in (0, 1)),
    condition text,
    unique (caregiver_id, situation_id)
);
create index further_care_situation on further_care (situation_id);

-- All the care that caregivers give, in whichever situation; further is empty for the situation they came with.
create view caring as
select
    caregiver_id, situation_id, role, relation, hours_per_week, caring_since, lives_together, condition, null as further
from care_situation
union all
select
    caregiver_id, situation_id, role, relation, hours_per_week, caring_since, lives_together, condition, id
from further_care;

create table helper (
    id integer primary key autoincrement,
    situation_id integer not null references situation (id),
    name text not null,
    kind text not null,
    does text,
    from_on text,
    until_on text,
    unique (situation_id, name)
);
