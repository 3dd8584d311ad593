-- Somebody who enrolled on the public page: what they typed until they confirm the address, and from then on that and
-- when they did (docs/adr/0058).
create table enrolment (
    id integer primary key autoincrement,
    key_hash text not null unique,
    mail_key text not null,
    asked_at text not null,
    expires_at text not null,
    is_young integer not null check (is_young in (0, 1)),
    email text,
    first_name text,
    last_name text,
    phone text,
    municipality text,
    relation text,
    hours_per_week integer,
    gp text,
    gp_may_know text,
    confirmed_at text,
    caregiver_id integer references caregiver (id) on delete cascade
);
create unique index enrolment_waiting on enrolment (lower(email)) where confirmed_at is null;
create index enrolment_expires on enrolment (expires_at, id) where confirmed_at is null;
create unique index enrolment_caregiver on enrolment (caregiver_id) where caregiver_id is not null;
-- All mail of enrolling to an address is erased with who has it.
create index mail_enrolment on mail (lower(envelope_to)) where kind = 'enrolment';
insert into retention (id, what)
select max(id) + 1, 'enrolment' from retention;

-- Whether an address takes part is asked by anybody who enrols.
create index caregiver_email on caregiver (lower(email)) where email is not null;

-- Until when somebody who enrolled at 16 or 17 is asked the one page and no list. They asked for mail themselves, so it goes to them.
alter table caregiver add column young_until text;
drop view mailed_caregiver;
create view mailed_caregiver as
select caregiver.id as caregiver_id, caregiver.born, caregiver.young_until
from caregiver
where caregiver.channel = 'email'
  and caregiver.email is not null
  and not exists (
    select 1 from mail_address
    where mail_address.address = lower(caregiver.email) and mail_address.stopped_at is not null);
