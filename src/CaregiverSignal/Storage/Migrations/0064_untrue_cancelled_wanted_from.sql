-- What a professional told and a coordinator found not to be so: it stays with the reason, and nothing goes by it (docs/adr/0070).
alter table event add column untrue_at text;
alter table event add column untrue_by integer references coordinator (id);
alter table event add column untrue_why text not null default '';

-- An activity that does not go on keeps its guests: they are called.
alter table activity add column cancelled_at text;

-- The first day for which help is wanted, where somebody said one.
alter table help add column wanted_from text;
