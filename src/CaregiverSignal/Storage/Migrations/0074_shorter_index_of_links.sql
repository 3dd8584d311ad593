-- The hash of a link stood in the store twice: in its row, and whole in the index that kept it unique, which 256 bits by chance are. Eight of its signs
-- find it. The table is made again, as SQLite cannot drop what keeps a column unique; a server can (Postgres/0074).
create table link_again (
    id integer primary key autoincrement,
    purpose text not null check (purpose in ('form', 'pause', 'sign-in')),
    key_hash text not null,
    caregiver_id integer references caregiver (id),
    check_in_id integer references check_in (id),
    coordinator_id integer references coordinator (id),
    created_at text not null,
    expires_at text not null,
    used_at text,
    revoked_at text,
    asked_by text,
    mail_key text,
    withdrawn_at text,
    mark text
);
insert into link_again (
    id, purpose, key_hash, caregiver_id, check_in_id, coordinator_id, created_at, expires_at, used_at, revoked_at, asked_by, mail_key,
    withdrawn_at, mark)
select
    id, purpose, key_hash, caregiver_id, check_in_id, coordinator_id, created_at, expires_at, used_at, revoked_at, asked_by, mail_key,
    withdrawn_at, mark
from link
order by id;
-- No number is given twice, also not that of a row that is gone.
delete from sqlite_sequence where name = 'link_again';
insert into sqlite_sequence (name, seq) select 'link_again', seq from sqlite_sequence where name = 'link';
drop table link;
alter table link_again rename to link;
create index link_check_in on link (check_in_id) where check_in_id is not null;
create index link_sign_in on link (coordinator_id) where purpose = 'sign-in' and used_at is null and revoked_at is null;
create index link_caregiver on link (caregiver_id) where caregiver_id is not null;
create index link_hash on link (substr(key_hash, 1, 8));
