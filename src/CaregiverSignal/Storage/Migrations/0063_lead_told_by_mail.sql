-- The key of the mail that told a team lead of a late task: one that never left told nobody.
alter table staff_task add column lead_mail text;
drop index staff_task_late;
create index staff_task_late on staff_task (escalated_at, id) where done_at is null and escalated_at is not null;
