-- Whether the questions open with pictures and a few words; null when nobody chose.
alter table caregiver add column with_pictures integer;
