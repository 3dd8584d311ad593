-- How long somebody who no longer takes part is kept: until erase_on, which is announced beforehand and can be put off with a reason (docs/adr/0049).
alter table caregiver add column ended_on text;
alter table caregiver add column erase_on text;
alter table caregiver add column keep_reason text;
update caregiver set ended_on = coalesce(
    (select max(event.happened_on) from event where event.caregiver_id = caregiver.id and event.kind = 'Stopped'),
    (select substr(site_clock.at, 1, 10) from site_clock where site_clock.id = 1),
    enrolled_on)
where status = 'ended';
create index caregiver_ended on caregiver (ended_on, id) where status = 'ended' and erase_on is null;
create index caregiver_erase on caregiver (erase_on, id) where status = 'ended' and erase_on is not null;

-- The counts that stay when a term ended: months, and how many check-ins were asked and answered.
alter table erasure add column why text not null default 'asked' check (why in ('asked', 'term'));
alter table erasure add column enrolled_in text;
alter table erasure add column ended_in text;
alter table erasure add column asked integer;
alter table erasure add column answered integer;
