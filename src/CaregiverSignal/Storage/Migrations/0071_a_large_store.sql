-- Who has a phone number is found without the row of everybody, however it is written: by how often it has each digit. Ways of writing
-- add 0, and 3 and 1 together; so those two count by their difference.
create index caregiver_phone on caregiver (
    (length(phone) - length(replace(phone, '2', ''))),
    (length(phone) - length(replace(phone, '4', ''))),
    (length(phone) - length(replace(phone, '5', ''))),
    (length(phone) - length(replace(phone, '6', ''))),
    (length(phone) - length(replace(phone, '7', ''))),
    (length(phone) - length(replace(phone, '8', ''))),
    (length(phone) - length(replace(phone, '9', ''))),
    (length(replace(phone, '3', '')) - length(replace(phone, '1', '')))
) where phone is not null;

-- Erasing somebody looks for what names each check-in and consent of theirs, which read all tasks and events.
create index staff_task_check_in on staff_task (check_in_id) where check_in_id is not null;
create index disowned_check_in on disowned (check_in_id);
create index event_consent on event (consent_id) where consent_id is not null;
