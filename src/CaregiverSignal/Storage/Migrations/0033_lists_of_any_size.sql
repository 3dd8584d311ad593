-- The lists of the mail ledger with the last word of their order, so that mails of one moment are not sorted first.
drop index mail_state;
create index mail_state on mail (lower(state), created_at, id);
-- What was escalated to somebody, beside what is their own.
create index staff_task_escalated on staff_task (escalated_to) where escalated_to is not null and done_at is null;
