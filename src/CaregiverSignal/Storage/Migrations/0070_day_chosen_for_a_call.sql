-- The day on which somebody chose to be called: it may be the one by which a call is promised anyway, and is not the same.
alter table staff_task add column wanted_on text;
