-- That somebody was erased: the line that stays, without anything about who it was (docs/adr/0042).
create table erasure (
    id integer primary key autoincrement,
    caregiver_id integer not null,
    erased_at text not null,
    rows integer not null
);
