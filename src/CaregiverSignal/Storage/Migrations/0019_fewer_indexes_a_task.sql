-- Own words make a task with each form that is sent: one index finds what is open, of somebody or at all, in place of two that each row was in.
drop index desk_task_open;
drop index desk_task_caregiver;
create index desk_task_open on desk_task (caregiver_id, kind) where done_at is null;
