-- Who may still come to an activity and was told something else than what holds now (docs/adr/0032, docs/adr/0077).
create view guest_to_hear as
select activity_guest.activity_id, activity_guest.caregiver_id, activity.held_on
from activity_guest
join activity on activity.id = activity_guest.activity_id
where activity_guest.step in ('invited', 'comes')
  and (activity.cancelled_at is null) = (activity_guest.heard_cancelled_at is not null);
