-- What was sent on the one page counts at once; the lists of that check-in are offered after it and stay open for a while (docs/adr/0056).
alter table check_in add column offered text;
alter table check_in add column offered_until text;
create index check_in_offered on check_in (offered_until, id) where offered_until is not null;

-- A call that was promised: the part of the day that suits, and the number when it is another than the one that is known.
alter table staff_task add column call_part text;
alter table staff_task add column call_phone text;
