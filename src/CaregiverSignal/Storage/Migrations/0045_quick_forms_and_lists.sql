-- Whether a write whose commit was never answered counts as undone: its mark is then put there in its place, so that it cannot be stored any more.
alter table write_mark add column is_undone integer not null default 0 check (is_undone in (0, 1));

-- Mail that did not arrive, or may not have, by whom it was for.
create index mail_trouble on mail (caregiver_id) where caregiver_id is not null and state in ('failed', 'expired', 'unsure');

-- Who reads along with whom is asked at each page of staff: by team, and not of everybody.
create index coordinator_team on coordinator (team_id, is_team_lead);
drop view seen_in_team;
create view seen_in_team as
select reader.id as reader_id, owner.id as owner_id
from coordinator reader
join coordinator owner on owner.team_id = reader.team_id and owner.id <> reader.id
where reader.is_coordinator = 1
  and reader.removed_at is null
  and (reader.enrolled_at is not null or reader.invited_at is not null)
union all
select reader.id, owner.id
from coordinator reader
join coordinator owner on owner.team_id is null and owner.id <> reader.id
where reader.is_team_lead = 1
  and reader.team_id is null
  and reader.is_coordinator = 1
  and reader.removed_at is null
  and (reader.enrolled_at is not null or reader.invited_at is not null);
