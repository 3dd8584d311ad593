-- Somebody who is not asked by mail is asked by a person: a task for each check-in, as with own words. The table is made again, as neither engine can
-- widen the list of kinds; it has no list any more, so that the next kind needs no new table.
create table staff_task_again (
    id integer primary key autoincrement,
    kind text not null,
    caregiver_id integer not null references caregiver (id),
    check_in_id integer references check_in (id),
    return_id integer references mail_return (id),
    opened_at text not null,
    due_on text not null,
    notified_at text,
    escalated_at text,
    escalated_to integer references coordinator (id),
    done_at text,
    done_by integer references coordinator (id),
    check (kind not in ('words', 'ask') or check_in_id is not null)
);
-- Rows that only use up the numbers that were given, because a server does not count the rows that bring their own.
with recursive given (number) as (
    select 1 where exists (select 1 from staff_task)
    union all
    select number + 1 from given where number < (select max(id) from staff_task))
insert into staff_task_again (kind, caregiver_id, opened_at, due_on)
select 'used up', (select min(caregiver_id) from staff_task), '', '' from given;
delete from staff_task_again;
insert into staff_task_again (
    id, kind, caregiver_id, check_in_id, return_id, opened_at, due_on, notified_at, escalated_at, escalated_to, done_at, done_by)
select
    id, kind, caregiver_id, check_in_id, return_id, opened_at, due_on, notified_at, escalated_at, escalated_to, done_at, done_by
from staff_task
order by id;
drop table staff_task;
alter table staff_task_again rename to staff_task;
create unique index staff_task_one_open on staff_task (caregiver_id, kind)
    where done_at is null and kind not in ('reply', 'words', 'ask');
create unique index staff_task_words on staff_task (check_in_id) where kind = 'words';
create unique index staff_task_ask on staff_task (check_in_id) where kind = 'ask';
create index staff_task_return on staff_task (return_id) where return_id is not null;
create index staff_task_due on staff_task (due_on, id) where done_at is null and escalated_at is null;
create index staff_task_open on staff_task (caregiver_id, kind) where done_at is null;
create index staff_task_escalated on staff_task (escalated_to) where escalated_to is not null and done_at is null;

-- The day on which somebody is asked whether what is known of them is still right; the first beat sets it.
alter table caregiver add column check_details_on text;
create index caregiver_check_details on caregiver (coalesce(check_details_on, ''), id) where status <> 'ended';
