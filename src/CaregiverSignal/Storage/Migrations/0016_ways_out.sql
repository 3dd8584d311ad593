-- Which browser gave an answer: a page shows an earlier choice to that one alone. It refers to no row, since sessions are deleted and answers stay.
alter table answer add column session_id integer;

-- A link gives a few sessions that live, and one with a new address ends them all.
create index session_check_in on session (check_in_id) where check_in_id is not null;

-- The mail that a link is in: once it went out, the form links in earlier mails open the form no more.
alter table link add column mail_key text;
-- The address it went to is not theirs any more: it opens nothing at all.
alter table link add column withdrawn_at text;

-- Pausing and stopping work from every mail for a year; what was sent before lived 90 days after its check-in closed.
update link set expires_at = (cast(substr(created_at, 1, 4) as integer) + 1) || replace(substr(created_at, 5), '-02-29T', '-02-28T')
where purpose = 'pause' and expires_at < (cast(substr(created_at, 1, 4) as integer) + 1) || replace(substr(created_at, 5), '-02-29T', '-02-28T');

-- An open check-in that is mailed once more, as the address is another one now.
alter table check_in add column mail_again_at text;
create index check_in_mail_again on check_in (mail_again_at, id) where mail_again_at is not null;
