-- The worklist asks of each open signal whether the last call was taken back, and looks at no other task that was done.
create index staff_task_call on staff_task (caregiver_id, kind, id) where kind = 'call';
