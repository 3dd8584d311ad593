-- The day on which there was last something to tell about a signal: told_at says when it was told, which empties when there
-- is something to tell again.
alter table signal add column tell_on text;
update signal set tell_on = coalesce(substr(told_at, 1, 10), opened_on);
