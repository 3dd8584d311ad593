-- What a list of a coordinator reads of each of their people is found without a look at what was done or closed, however many years that is. The
-- column that is always empty here is what SQLite tells them by from the index of all.
create index staff_task_undone on staff_task (caregiver_id, done_at, kind) where done_at is null;
create index check_in_unclosed on check_in (caregiver_id, closed_at) where closed_at is null;

-- How many people a coordinator has, and who of them is erased soon.
create index caregiver_status on caregiver (coordinator_id, status);
create index caregiver_erased_soon on caregiver (coordinator_id, erase_on) where status = 'ended' and erase_on is not null;
