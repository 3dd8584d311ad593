-- Who was asked to come in (docs/adr/0023): an address that only stands in an import, a setting or beside a colleague opens no door.
-- Who has come in before was asked; so was whoever has a link of an invitation, which lives to the same time of the next day.
alter table coordinator add column invited_at text;
alter table coordinator add column removed_at text;
update coordinator set invited_at = coalesce(
    enrolled_at,
    (select max(link.created_at) from link
     where link.coordinator_id = coordinator.id and link.purpose = 'sign-in' and substr(link.created_at, 12) = substr(link.expires_at, 12)));

-- The browser that asked for a sign-in link, by the hash of its cookie; empty for an invitation, which a person hands over.
alter table link add column asked_by text;
create index link_sign_in on link (coordinator_id) where purpose = 'sign-in' and used_at is null and revoked_at is null;

-- Who sees a colleague's people, from a day until a day that is not included, and why (docs/adr/0023).
create table standing_in (
    id integer primary key autoincrement,
    owner_id integer not null references coordinator (id),
    deputy_id integer not null references coordinator (id),
    why text not null check (why in ('escalation', 'absence')),
    from_on text not null,
    until_on text not null,
    begun_at text not null,
    set_by integer references coordinator (id),
    ended_at text,
    check (until_on > from_on),
    check (owner_id <> deputy_id)
);
create unique index standing_in_one_escalation on standing_in (owner_id, deputy_id) where why = 'escalation' and ended_at is null;
create index standing_in_deputy on standing_in (deputy_id) where ended_at is null;
create index standing_in_owner on standing_in (owner_id) where ended_at is null;

create index session_staff on session (coordinator_id) where coordinator_id is not null and ended_at is null;

-- What was passed on before, and had no talk since, stays before the eyes of who was told.
insert into standing_in (owner_id, deputy_id, why, from_on, until_on, begun_at)
select caregiver.coordinator_id, action.coordinator_id, 'escalation', min(action.done_on), date(max(action.done_on), '+7 days'), min(action.at)
from action
join signal on signal.id = action.signal_id
join caregiver on caregiver.id = signal.caregiver_id
where action.kind = 'escalated' and action.coordinator_id <> caregiver.coordinator_id
  and signal.closed_at is null and (signal.contacted_at is null or signal.contacted_at < action.at)
group by caregiver.coordinator_id, action.coordinator_id;
