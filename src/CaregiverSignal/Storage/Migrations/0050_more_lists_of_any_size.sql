-- What is asked about one caregiver, or of the last days, and not of all.
create index staff_task_caregiver on staff_task (caregiver_id) where caregiver_id is not null;
create index link_caregiver on link (caregiver_id) where caregiver_id is not null;
create index mail_return_idle on mail_return (received_at) where class = 'review' or matched_by is null;

-- The links of professionals go on the term of the other links.
insert into retention (id, what)
select max(id) + 1, 'shared-link' from retention;
