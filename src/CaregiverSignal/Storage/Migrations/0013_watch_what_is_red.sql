-- An open red signal always has a day on which it goes to the deputy; this finds those whose day is to be set anew.
create index signal_unwatched on signal (id) where closed_at is null and level = 'red' and escalate_on is null;
