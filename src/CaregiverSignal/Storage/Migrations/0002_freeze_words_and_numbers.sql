-- What was answered or scored with stays as it was: a definition (without a name), a wording and a supplied set by theirs.
create table used_file (
    kind text not null check (kind in ('definition', 'wording', 'set')),
    instrument text not null,
    version integer not null check (version >= 1),
    name text not null check ((kind = 'definition') = (name = '')),
    hash text not null,
    first_used_at text not null,
    primary key (kind, instrument, version, name)
) without rowid;
insert into used_file (kind, instrument, version, name, hash, first_used_at)
select 'definition', instrument, version, '', hash, first_used_at from questionnaire;
drop table questionnaire;

-- The supplied numbers that a value was made with; empty where the definition has them all.
alter table score add column supplied_set text;
