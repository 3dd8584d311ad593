-- An activity of which was said that it does not go on goes on after all: who heard the first hears the second too.
alter table activity add column goes_on_at text;

-- The cancellation that a guest was told of and that nobody told them otherwise of since.
alter table activity_guest add column heard_cancelled_at text;
update activity_guest set heard_cancelled_at = (
    select activity.cancelled_at from activity
    where activity.id = activity_guest.activity_id
      and exists (
        select 1 from staff_task
        where staff_task.caregiver_id = activity_guest.caregiver_id and staff_task.kind = 'activity'
          and staff_task.opened_at <= activity.cancelled_at and staff_task.done_at >= activity.cancelled_at
          and staff_task.done_by is not null));
