-- One table says how a mail stands: it waits, is being handed over since an instant, or has ended. Claims with a lease,
-- a row for each attempt, and counts of each way in which a relay can fail went with the workers that needed them.
drop table mail_attempt;
drop table mail_relay;
drop index mail_leased;
drop index mail_unsure;
drop index mail_taken_back;
delete from retention where what = 'attempt';
alter table mail drop column lease_until;
alter table mail drop column fence;
alter table mail drop column unsure_count;
alter table mail drop column retry_class;
alter table mail drop column class_attempts;
alter table mail drop column first_put_off_at;
alter table mail drop column taken_back_at;
alter table mail drop column tried_for_hours;
alter table mail rename column in_data_at to sending_at;

create table mail_relay (
    id integer primary key check (id = 1),
    paused_until text,
    staff_paused_until text,
    failures integer not null default 0,
    not_taken integer not null default 0,
    stage text,
    code integer,
    enhanced text,
    note text,
    since text
);
insert into mail_relay (id) values (1);
