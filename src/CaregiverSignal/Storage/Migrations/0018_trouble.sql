-- Where a step failed, kept until a later try went well: what is aside comes back each hour, and its row there goes.
-- Item 0: no item is to blame, and the whole step stands still.
create table trouble (
    step text not null,
    item integer not null,
    kind text not null,
    first_at text not null,
    last_at text not null,
    times integer not null,
    primary key (step, item)
);
