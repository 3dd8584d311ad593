-- What an account may do is a set of roles, each with a column; is_operator is there (docs/adr/0044). A team lead is a coordinator too.
alter table coordinator add column is_coordinator integer not null default 1 check (is_coordinator in (0, 1));
alter table coordinator add column is_team_lead integer not null default 0
    check (is_team_lead in (0, 1) and is_team_lead <= is_coordinator);
alter table coordinator add column is_administrator integer not null default 0 check (is_administrator in (0, 1));

-- Who only took care of the mail until now, and was nobody's coordinator or deputy, goes on with just that; but not where nobody else could look.
update coordinator set is_coordinator = 0
where is_operator = 1
  and not exists (select 1 from caregiver where caregiver.coordinator_id = coordinator.id)
  and not exists (select 1 from coordinator other where other.deputy_id = coordinator.id)
  and not exists (select 1 from standing_in where standing_in.deputy_id = coordinator.id and standing_in.ended_at is null)
  and exists (
    select 1 from coordinator other
    where other.enrolled_at is not null
      and (other.is_operator = 0 or exists (select 1 from caregiver where caregiver.coordinator_id = other.id)));

-- A support point may have several teams; somebody is in one, or in none.
create table team (
    id integer primary key autoincrement,
    name text not null unique,
    made_at text not null
);
alter table coordinator add column team_id integer references team (id);

-- Whose caregivers somebody sees every day besides their own: those of the team; and a team lead without a team those of everybody without one.
create view seen_in_team as
select reader.id as reader_id, owner.id as owner_id
from coordinator reader
join coordinator owner
  on owner.id <> reader.id
 and (owner.team_id = reader.team_id
   or (reader.is_team_lead = 1 and reader.team_id is null and owner.team_id is null))
where reader.is_coordinator = 1
  and reader.removed_at is null
  and (reader.enrolled_at is not null or reader.invited_at is not null);

-- A caregiver who was passed on to another coordinator: a line on the worklist of the new one until it is read.
create table passed_on (
    id integer primary key autoincrement,
    caregiver_id integer not null references caregiver (id),
    from_id integer not null references coordinator (id),
    to_id integer not null references coordinator (id),
    by_id integer references coordinator (id),
    at text not null,
    read_at text
);
create index passed_on_caregiver on passed_on (caregiver_id);
create index passed_on_unread on passed_on (to_id) where read_at is null;

-- Caregivers whose coordinator cannot look after them: for the team lead or administrator who is to give them another one by a day.
create table uncovered (
    id integer primary key autoincrement,
    coordinator_id integer not null references coordinator (id),
    owner_id integer references coordinator (id),
    found_at text not null,
    due_on text not null,
    covered_at text
);
create unique index uncovered_open on uncovered (coordinator_id) where covered_at is null;
