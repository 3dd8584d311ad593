-- A finding keeps the thing and what its sentence says, and the sentence is made where it is read. Those of earlier rules keep their sentence,
-- and have no thing: they count as heard for everything of their kind.
create table finding_with_thing (
    id integer primary key autoincrement,
    signal_id integer not null references signal (id),
    thing text not null,
    kind text not null,
    level text not null check (level in ('amber', 'red')),
    rests_on text not null,
    points integer not null,
    evidence text not null,
    reason text,
    rules text not null,
    found_at text not null,
    unique (signal_id, thing, kind, level, rests_on)
);
insert into finding_with_thing (id, signal_id, thing, kind, level, rests_on, points, evidence, reason, rules, found_at)
select id, signal_id, '', kind, level, rests_on, 0, '{}', reason, rules, found_at from finding;
drop table finding;
alter table finding_with_thing rename to finding;

-- What the next telling needs of the last: the level of the nearness, null where only something new was heard, and the day to look again.
-- Earlier rules knew neither; what they told is taken for the nearness of its day, and looked at again a third of a year later.
alter table telling add column near text;
alter table telling add column look_again_on text;
update telling set near = level, look_again_on = date(told_on, '+120 days');
-- Whoever waits for nothing else is looked at again on that day.
update caregiver set judge_due_at = (
    select max(telling.look_again_on) || 'T00:00:00.000Z'
    from telling join signal on signal.id = telling.signal_id
    where signal.caregiver_id = caregiver.id)
where judge_due_at is null;

-- What was agreed for one person goes on under the names of the limits that took over.
update person_override set subject = case subject
    when 'Level:Csi' then 'Strain:From' when 'Change:Csi' then 'Strain:RisenBy' when 'Support:Lonely' then 'Support:MissedFrom' else subject end
where kind = 'limit';
