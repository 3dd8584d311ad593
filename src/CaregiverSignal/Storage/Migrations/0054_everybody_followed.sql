-- When a team lead was told that the deputy did not do it in time either.
alter table staff_task add column lead_at text;
create index staff_task_late on staff_task (escalated_at, id) where done_at is null and lead_at is null and escalated_at is not null;

-- How the next look was agreed when a signal was closed: the usual questions, a day, they ask us, or they stopped.
alter table action add column next_look text;

-- The plan for a next time, in the caregiver's words at closing: how they would notice, and who may then be called.
alter table action add column would_notice text;
alter table action add column may_call text;

-- The hour and the days on which somebody of the staff wants the digest; null: as the settings say.
alter table coordinator add column digest_hour integer;
alter table coordinator add column digest_days text;

-- Until which day it was looked whether everybody is followed, and how far a look has come.
create table followed_check (
    id integer primary key,
    due_on text not null,
    after_id integer not null,
    checked_on text
);
insert into followed_check (id, due_on, after_id) values (1, '2000-01-01', 0);
