-- When the team lead was mailed about a coordinator who cannot look after their caregivers.
alter table uncovered add column notified_at text;
