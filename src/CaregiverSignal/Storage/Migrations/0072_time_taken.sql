-- How long answering took, counted by quarter of a year and of nobody: no person, no check-in and no day is in it
-- (docs/adr/0082). what: a page of questions, or one question of a list. seconds: at most so many; times: how often.
create table time_taken (
    what text not null,
    quarter text not null,
    seconds integer not null,
    times integer not null,
    primary key (quarter, what, seconds)
);

-- Done as far as the others are: a program of before, which does not know it and deletes what is old today, has no turn
-- for it while both run.
insert into retention (id, what, done_on)
select max(id) + 1, 'time-taken', max(done_on) from retention;
