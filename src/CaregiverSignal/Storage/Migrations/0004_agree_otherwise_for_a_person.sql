-- What was agreed about one person, and goes before the settings until its day.
-- kind mute: subject is the kind of finding, value 1 when it was red then. kind interval: value in months.
-- kind limit: subject as Change:Csi, value the limit.
create table person_override (
    id integer primary key autoincrement,
    caregiver_id integer not null references caregiver (id),
    kind text not null check (kind in ('mute', 'interval', 'limit')),
    subject text not null,
    value double precision not null,
    reason text not null,
    from_on text not null,
    until_on text not null,
    coordinator_id integer not null references coordinator (id),
    set_at text not null,
    ended_on text,
    check (until_on > from_on)
);
create index person_override_caregiver on person_override (caregiver_id);
