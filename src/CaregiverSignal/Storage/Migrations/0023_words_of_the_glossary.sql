-- One word for one thing, the glossary's (docs/glossary.md). Nothing else changes: references, checks and conditions follow a rename by themselves.
alter table desk_task rename to staff_task;
alter table staff_task rename column told_at to notified_at;

alter table telling rename to notification;
alter table notification rename column told_on to notified_on;

alter table finding rename column thing to warning_sign;

alter table signal rename column told_at to notified_at;
alter table signal rename column times_told to times_notified;
alter table signal rename column tell_on to notify_on;

alter table tip rename column told_at to notified_at;
alter table tip rename column times_told to times_notified;
alter table tip rename column tell_again_on to notify_again_on;
alter table tip rename column teller_name to reporter_name;
alter table tip rename column teller_phone to reporter_phone;
alter table tip rename column teller_email to reporter_email;

alter table person_override rename to agreement;

alter table mail_fence rename to send_hold;
alter table send_hold rename column closed_at to held_at;

alter table mail rename column told_late_at to reported_late_at;
alter table mail_relay rename column fused_at to daily_limit_reached_at;
alter table mail_relay rename column fuse_lifted_at to daily_limit_lifted_at;

drop index desk_task_one_open;
drop index desk_task_words;
drop index desk_task_return;
drop index desk_task_due;
drop index desk_task_open;
drop index person_override_caregiver;
drop index signal_untold;
drop index tip_told;
create unique index staff_task_one_open on staff_task (caregiver_id, kind) where done_at is null and kind not in ('reply', 'words');
create unique index staff_task_words on staff_task (check_in_id) where kind = 'words';
create index staff_task_return on staff_task (return_id) where return_id is not null;
create index staff_task_due on staff_task (due_on, id) where done_at is null and escalated_at is null;
create index staff_task_open on staff_task (caregiver_id, kind) where done_at is null;
create index agreement_caregiver on agreement (caregiver_id);
create index signal_to_notify on signal (id) where closed_at is null and notified_at is null;
create index tip_notified on tip (notified_at) where notified_at is not null;
