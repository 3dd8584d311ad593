-- Mail to staff looks sooner than the rest whether the relay is back (docs/adr/0022).
alter table mail_relay add column staff_paused_until text;

-- Tips have a kind of their own, and links to sign in go first of all.
update mail set kind = 'tip', priority = 30 where kind = 'alert' and tip_id is not null;
update mail set priority = 5 where kind = 'sign-in';

-- How much of a kind one of the staff has had today.
create index mail_to_staff on mail (envelope_to, kind, in_data_at) where urgent = 1 and in_data_at is not null;

-- When the team was last told of tips: at most one mail a quarter of an hour.
create index tip_told on tip (told_at) where told_at is not null;

-- Which tips came from one network: a mark that means nothing after the program has ended, and that goes with the words.
alter table tip add column sender text;
create index tip_sender on tip (sender) where sender is not null and closed_at is null;
