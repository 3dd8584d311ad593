-- How many signals somebody was notified of in a week: the worklist asked each signal of each of a team's people.
create index signal_notified on signal (caregiver_id, coalesce(notified_at, seen_at)) where kinds <> '';
