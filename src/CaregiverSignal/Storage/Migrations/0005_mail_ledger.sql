-- The mail ledger: what each mail belongs to and how much it matters, each attempt, and how the relay fares.
alter table mail add column message_id text;
alter table mail add column check_in_id integer references check_in (id);
alter table mail add column signal_id integer references signal (id);
alter table mail add column priority integer not null default 50;
alter table mail add column hand_over_by text;
alter table mail add column told_late_at text;
alter table mail add column retry_class text;
alter table mail add column class_attempts integer not null default 0;

update mail set priority = case kind
    when 'alert' then 10 when 'escalation' then 20 when 'sign-in' then 30 when 'operator' then 40
    when 'digest' then 50 when 'invitation' then 60 when 'reminder' then 70 else 50 end;
update mail set check_in_id = (
    select check_in.id from check_in where check_in.id = cast(substr(mail.dedupe_key, instr(mail.dedupe_key, ':') + 1) as integer))
where kind in ('invitation', 'reminder');
update mail set signal_id = (
    select signal.id from signal where signal.id = cast(substr(mail.dedupe_key, instr(mail.dedupe_key, ':') + 1) as integer))
where kind in ('alert', 'escalation');

drop index mail_ready;
create index mail_ready on mail (priority, next_try_at, id, urgent, not_after, recipient_domain) where state = 'ready';
create index mail_check_in on mail (check_in_id) where check_in_id is not null;
create index mail_signal on mail (signal_id) where signal_id is not null;
create index mail_hand_over on mail (hand_over_by) where hand_over_by is not null;

-- One row a claim; ended_at stays empty when the program was ended in it. Kept for a week.
create table mail_attempt (
    id integer primary key autoincrement,
    mail_id text not null references mail (id) on delete cascade,
    fence integer not null,
    recipient_domain text not null,
    started_at text not null,
    ended_at text,
    result text,
    scope text,
    stage text,
    code integer,
    enhanced text,
    note text
);
create index mail_attempt_pace on mail_attempt (started_at, recipient_domain);
create index mail_attempt_mail on mail_attempt (mail_id, fence);

-- What the last attempts said of the relay: a restart, and each run of tick, goes on from here.
create table mail_relay (
    id integer primary key check (id = 1),
    paused_until text,
    failures integer not null default 0,
    unsures integer not null default 0,
    permanents integer not null default 0,
    suspect_id text references mail (id) on delete set null,
    stage text,
    code integer,
    enhanced text,
    note text,
    since text,
    fused_at text
);
insert into mail_relay (id) values (1);
