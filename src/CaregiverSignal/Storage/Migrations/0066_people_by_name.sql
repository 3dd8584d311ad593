-- A page of the list of people is found without the row of everybody a coordinator, or a team, has.
create index caregiver_by_name on caregiver (coordinator_id, coalesce(first_name, person), last_name, id, status);

-- Each minute asks whether a professional is to be told of a red signal; the other open signals are not looked at for it.
create index signal_red on signal (id, caregiver_id) where closed_at is null and urgency = 'red' and notified_at is not null;
