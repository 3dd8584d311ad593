-- One colleague who was asked to look along at a caregiver's case, with one question, until a day (docs/adr/0068).
create table consultation (
    id integer primary key autoincrement,
    caregiver_id integer not null references caregiver (id),
    asked_by integer not null references coordinator (id),
    asked_of integer not null references coordinator (id),
    question text not null,
    asked_at text not null,
    until_on text not null,
    answer text,
    ended_at text
);
create index consultation_caregiver on consultation (caregiver_id, id);
create unique index consultation_one_open on consultation (caregiver_id) where ended_at is null;
create index consultation_asked_of on consultation (asked_of) where ended_at is null;
create index consultation_until on consultation (until_on, id) where ended_at is null;
