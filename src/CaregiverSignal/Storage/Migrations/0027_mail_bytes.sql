-- A mail's bytes are a row of their own, deleted when they are no longer needed: a row that shrinks leaves its page half empty for ever, and the
-- bytes are four fifths of a mail.
drop index mail_bytes;
create table mail_bytes (
    mail_id text primary key references mail (id) on delete cascade,
    bytes blob not null
);
insert into mail_bytes (mail_id, bytes)
select id, bytes from mail where bytes is not null order by created_at, id;
alter table mail drop column bytes;
