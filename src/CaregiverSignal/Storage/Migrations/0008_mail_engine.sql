-- What the relay calls a mail it took, so that an operator finds it in the relay's log.
alter table mail add column queued_as text;
alter table mail_attempt add column queued_as text;

-- When the relay first put off this very mail: an invitation is tried for so long from then.
alter table mail add column first_put_off_at text;

-- Taken back while it was in its last step: it may be gone, but it is not tried again.
alter table mail add column taken_back_at text;
create index mail_taken_back on mail (id) where taken_back_at is not null and state in ('ready', 'unsure');

-- The operator's word after the day's limit: only what went since then counts.
alter table mail_relay add column fuse_lifted_at text;

-- Alerts that somebody may have to hear of, and not all that ever were.
drop index mail_hand_over;
create index mail_hand_over on mail (hand_over_by) where hand_over_by is not null and state not in ('sent', 'cancelled');
