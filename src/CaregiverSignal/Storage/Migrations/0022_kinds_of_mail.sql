-- What the ledger has to know of a mail's kind is with the mail, so that it knows no kind by name (docs/adr/0033).
-- asks: the mail by which somebody hears of a check-in. on_request: somebody asked for it and waits for it.
-- tried_for_hours: how long it is tried while the relay puts it off; empty is until it makes no sense any more.
alter table mail add column asks integer not null default 0 check (asks in (0, 1));
alter table mail add column on_request integer not null default 0 check (on_request in (0, 1));
alter table mail add column tried_for_hours integer;

update mail set
    asks = case when kind = 'invitation' then 1 else 0 end,
    on_request = case when kind in ('invitation', 'reminder', 'alert', 'escalation', 'tip', 'digest') then 0 else 1 end,
    tried_for_hours = case kind when 'invitation' then 48 when 'reminder' then 24 end;

-- A note that has had another word since: each is now one of a list.
update mail set last_note = 'folder can be written by anybody' where last_note = 'folder is open to other users';
update mail_attempt set note = 'folder can be written by anybody' where note = 'folder is open to other users';
update mail_relay set note = 'folder can be written by anybody' where note = 'folder is open to other users';
