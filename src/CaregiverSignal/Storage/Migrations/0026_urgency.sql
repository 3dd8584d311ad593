-- Red and amber are an urgency; a level is one of the kinds of signal.
alter table signal rename column level to urgency;
alter table finding rename column level to urgency;
alter table notification rename column level to urgency
