-- Each minute asks who has had no digest today, and which coordinators cannot look after their people: neither looks at all coordinators for it.
create index coordinator_digest on coordinator (coalesce(digest_on, ''), id);
create index coordinator_not_at_work on coordinator (id) where enrolled_at is null or is_coordinator = 0;

-- How far the record is sealed is asked each minute too, and there is a seal for each day.
create index record_seal_upto on record_seal (upto);

-- What one of the staff did is found among years of lines of all others.
create index record_staff on record (by_staff, id) where by_staff is not null;
