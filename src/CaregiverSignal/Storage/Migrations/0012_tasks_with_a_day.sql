-- What somebody at the support point has to do for a caregiver, each with a day; the owner is the caregiver's coordinator. It was about mail
-- alone. due_on is the last day of the owner: after it it comes to a deputy as well, once. told_at is when it was first in a digest.
create table desk_task (
    id integer primary key autoincrement,
    kind text not null check (kind in ('no-arrival', 'complaint', 'reply', 'new-address', 'words', 'stopped', 'silent')),
    caregiver_id integer not null references caregiver (id),
    check_in_id integer references check_in (id),
    return_id integer references mail_return (id),
    opened_at text not null,
    due_on text not null,
    told_at text,
    escalated_at text,
    escalated_to integer references coordinator (id),
    done_at text,
    done_by integer references coordinator (id),
    check (kind <> 'words' or check_in_id is not null)
);

-- What was open about mail is due on the working day after it came; what came on a Friday, a Saturday or a Sunday, on Monday.
insert into desk_task (id, kind, caregiver_id, return_id, opened_at, due_on, done_at, done_by)
select id, kind, caregiver_id, return_id, opened_at,
       date(opened_at, case strftime('%w', opened_at) when '5' then '+3 days' when '6' then '+2 days' else '+1 day' end), done_at, done_by
from mail_task;
drop table mail_task;

-- One open at most of a kind, but for what somebody wrote: each of that is read. Words of one check-in are read once.
create unique index desk_task_one_open on desk_task (caregiver_id, kind) where done_at is null and kind not in ('reply', 'words');
create unique index desk_task_words on desk_task (check_in_id) where kind = 'words';
create index desk_task_open on desk_task (kind, opened_at, id) where done_at is null;
create index desk_task_caregiver on desk_task (caregiver_id, kind);
create index desk_task_return on desk_task (return_id) where return_id is not null;
create index desk_task_due on desk_task (due_on, id) where done_at is null and escalated_at is null;

-- Who wrote the own words on a check-in: caregiver, or the address of who typed them in and so has read them.
alter table check_in add column words_by text;
update check_in set words_by = coalesce((select min(entered_by) from response where response.check_in_id = check_in.id and entered_by <> 'caregiver'), 'caregiver')
where own_words is not null;

-- Nobody noted who read what was written before. Somebody's newest words are to be read, unless their signal was taken up or a talk was logged
-- since; the owner has until the working day after the last beat.
insert into desk_task (kind, caregiver_id, check_in_id, opened_at, due_on)
select 'words', check_in.caregiver_id, check_in.id, check_in.answered_at,
       date(coalesce(site_clock.at, check_in.answered_at),
            case strftime('%w', coalesce(site_clock.at, check_in.answered_at)) when '5' then '+3 days' when '6' then '+2 days' else '+1 day' end)
from check_in left join site_clock on site_clock.id = 1
where check_in.words_by = 'caregiver' and trim(check_in.own_words) <> '' and check_in.answered_at is not null
  and not exists (select 1 from check_in later
                  where later.caregiver_id = check_in.caregiver_id and later.asked_on > check_in.asked_on
                    and later.answered_at is not null and trim(later.own_words) <> '')
  and not exists (select 1 from action
                  where action.caregiver_id = check_in.caregiver_id and action.kind in ('seen', 'contacted') and action.at >= check_in.answered_at);

-- Of whom nobody hears: without an answer twice running, or paused without an end. That list had no day; each gets a week from the last beat.
insert into desk_task (kind, caregiver_id, check_in_id, opened_at, due_on)
select 'silent', caregiver.id,
       (select max(check_in.id) from check_in where check_in.caregiver_id = caregiver.id and check_in.closed_at is not null and caregiver.status = 'active'),
       site_clock.at, date(site_clock.at, '+7 days')
from caregiver join site_clock on site_clock.id = 1
where (caregiver.status = 'paused' and caregiver.paused_until is null)
   or (caregiver.status = 'active' and 2 = (
        select count(*)
        from (select answered_at from check_in
              where check_in.caregiver_id = caregiver.id
                and (check_in.answered_at is not null or date(check_in.closed_at) >= date(check_in.closes_on, '-1 day'))
              order by check_in.asked_on desc
              limit 2)
        where answered_at is null));
