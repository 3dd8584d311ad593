-- The lists of the mail ledger, each newest or oldest first, and what is deleted of it: by state and age. On lower(state), which is the state itself,
-- so that only they use it: SQLite would also claim mail by it, and sort all that waits for each one.
create index mail_state on mail (lower(state), created_at);
-- The messages that say that a mail did not arrive, newest first.
create index mail_return_undelivered on mail_return (id)
where class in ('hard', 'soft', 'challenge', 'account') and matched_by <> 'ledger';

-- What is deleted once it is old, a row for each kind: the day on which that was last done, and how far today's turn has come.
create table retention (
    id integer primary key,
    what text not null unique,
    done_on text not null default '',
    reached text
);
insert into retention (id, what) values
    (1, 'mail'), (2, 'mail-bytes'), (3, 'attempt'), (4, 'return'), (5, 'link'), (6, 'session'), (7, 'sent-file'), (8, 'read-return');
