-- Help for a caregiver, from the proposal to the end (docs/adr/0063): where it stands now, and each step that was taken.
create table help (
    id integer primary key autoincrement,
    caregiver_id integer not null references caregiver (id),
    kind text not null,
    words text not null default '',
    wanted_for text not null default '',
    step text not null,
    step_on text not null,
    next_on text,
    with_whom text not null default '',
    reason text,
    proposed_on text not null,
    wanted_on text,
    began_on text,
    ended_on text
);
create index help_caregiver on help (caregiver_id);

create table help_step (
    id integer primary key autoincrement,
    help_id integer not null references help (id),
    caregiver_id integer not null references caregiver (id),
    step text not null,
    done_on text not null,
    reason text,
    helped text,
    note text not null default '',
    next_on text,
    check_in_id integer references check_in (id),
    coordinator_id integer references coordinator (id),
    at text not null
);
create index help_step_caregiver on help_step (caregiver_id);
create index help_step_help on help_step (help_id);
create unique index help_step_said on help_step (check_in_id, help_id) where check_in_id is not null;
