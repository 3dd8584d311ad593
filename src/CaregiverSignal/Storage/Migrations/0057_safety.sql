-- What staff noted about somebody's safety (docs/adr/0068). It stands apart from help and from contacts, as it is in no
-- copy that is handed out, on no page of the caregiver's own and in no mail.
create table safety_step (
    id integer primary key autoincrement,
    caregiver_id integer not null references caregiver (id),
    step text not null,
    done_on text not null,
    note text not null,
    next_on text,
    coordinator_id integer not null references coordinator (id),
    at text not null
);
create index safety_step_caregiver on safety_step (caregiver_id, id);
