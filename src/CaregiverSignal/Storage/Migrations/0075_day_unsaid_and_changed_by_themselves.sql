-- Whether a caregiver told it without saying the day: it then stands under the day on which they told it, which is not shown as the day of it.
alter table event add column day_unsaid integer not null default 0 check (day_unsaid in (0, 1));

-- Whether it was changed on the caregiver's own page, by them or by whoever reads their mail (docs/adr/0090).
alter table detail_change add column on_own_page integer not null default 0 check (on_own_page in (0, 1));
