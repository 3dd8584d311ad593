-- The worklist asks of each open signal whether a call was taken back, and looks at no other task that was done.
create index staff_task_taken_back on staff_task (caregiver_id)
    where kind = 'call' and done_at is not null and done_by is null;
