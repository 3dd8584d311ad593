-- The day of the next look at somebody in aftercare: from the day on which the care ended, in the plan's rhythm. Who was in aftercare before has
-- none, and is called by a coordinator as until now.
alter table caregiver add column aftercare_on text;
create index caregiver_aftercare on caregiver (aftercare_on, id) where aftercare_on is not null;

-- The day on which somebody put the questions in the post; null for who is asked in another way, and while the letter lies here.
alter table check_in add column posted_on text;
