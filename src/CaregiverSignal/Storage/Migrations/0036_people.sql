-- What an intake asks, and may be corrected later. born_in_year: only the year of birth is known, and born is its last day, so that nobody who may
-- still be under 18 counts as older.
alter table caregiver add column postal_address text;
alter table caregiver add column interpreter integer check (interpreter in (0, 1));
alter table caregiver add column born_in_year integer not null default 0 check (born_in_year in (0, 1));
alter table caregiver add column municipality text;
alter table caregiver add column neighbourhood text;
alter table caregiver add column referred_by text;
alter table caregiver add column referral_agreed_by text;
alter table caregiver add column confirmed_on text;
alter table care_situation add column had_choice integer check (had_choice in (0, 1));
alter table care_situation add column takes_over integer check (takes_over in (0, 1));
alter table care_situation add column keeps_doing text;
alter table care_situation add column hands_over text;

-- A visit beside mail, phone and paper. The list of channels is a check on the column, which neither engine can widen, so the column is made again.
drop view mailed_caregiver;
alter table caregiver add column asked_by text not null default 'email' check (asked_by in ('email', 'phone', 'paper', 'visit'));
update caregiver set asked_by = channel;
alter table caregiver drop column channel;
alter table caregiver rename column asked_by to channel;

-- To whom questions go by mail, once they are 18.
create view mailed_caregiver as
select caregiver.id as caregiver_id, caregiver.born
from caregiver
where caregiver.channel = 'email'
  and caregiver.email is not null
  and not exists (
    select 1 from mail_address
    where mail_address.address = lower(caregiver.email) and mail_address.stopped_at is not null);

-- What stood there before a correction. changed_by is empty for an import.
create table detail_change (
    id integer primary key autoincrement,
    caregiver_id integer not null references caregiver (id),
    changed_at text not null,
    changed_by integer references coordinator (id),
    field text not null,
    old_value text
);
create index detail_change_caregiver on detail_change (caregiver_id, id);
create index detail_change_by on detail_change (changed_by) where changed_by is not null;
