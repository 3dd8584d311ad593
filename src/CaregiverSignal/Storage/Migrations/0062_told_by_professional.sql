-- What a professional tells on their own page (docs/adr/0070): by the decision that let them read there, and whether it
-- stays off the caregiver's page.
alter table event add column consent_id integer references consent (id);
alter table event add column off_page integer not null default 0 check (off_page in (0, 1));
