-- Answers that a caregiver says are not theirs. They wait here, out of what is counted, and are put back as they were
-- when that was a mistake; of the check-in they left, disowned_at says that its having no answer is nobody's silence.
create table disowned (
    id integer primary key autoincrement,
    caregiver_id integer not null references caregiver (id),
    check_in_id integer not null references check_in (id),
    answered_at text not null,
    offered_until text,
    own_words text,
    words_by text,
    call_me text,
    typed_by integer references coordinator (id),
    typed_way text,
    typed_answered_on text,
    typed_saved_at text,
    reason text not null,
    disowned_at text not null,
    disowned_by integer not null references coordinator (id)
);
create index disowned_caregiver on disowned (caregiver_id, id);
create table disowned_response (
    disowned_id integer not null references disowned (id),
    response_id integer not null,
    instrument text not null,
    version integer not null,
    wording text not null,
    entered_by text not null,
    answered_on text not null,
    started_at text not null,
    finished_at text,
    scored_at text,
    primary key (disowned_id, response_id)
);
create table disowned_answer (
    disowned_id integer not null references disowned (id),
    response_id integer not null,
    item text not null,
    value integer,
    saved_at text not null,
    entered_by text,
    session_id integer,
    primary key (disowned_id, response_id, item)
);
create table disowned_score (
    disowned_id integer not null references disowned (id),
    response_id integer not null,
    scale text not null,
    value double precision,
    low double precision not null,
    high double precision not null,
    band text,
    supplied_set text,
    primary key (disowned_id, response_id, scale)
);
alter table check_in add column disowned_at text;
-- What was said there of help; check_in_id is empty as long as it is not theirs.
alter table help_step add column disowned_id integer;

-- By caregiver, the lines of the record that are a look at a list with them on it. The line itself names all of them
-- under its mark (docs/adr/0065); this finds it.
create table record_listed (
    caregiver_id integer not null,
    record_id integer not null,
    primary key (caregiver_id, record_id)
) without rowid;
create index record_listed_record on record_listed (record_id);
