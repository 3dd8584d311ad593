-- What an administrator changed of the settings in the browser (docs/adr/0067): a row a change, and none is overwritten.
-- value holds from then on, was is what held before it; an empty value: as the installation's own settings say.
create table setting_change (
    id integer primary key autoincrement,
    key text not null,
    value text,
    was text not null,
    why text not null,
    undoes_id integer references setting_change (id),
    changed_by integer not null references coordinator (id),
    changed_at text not null
);
create index setting_change_newest on setting_change (key, id);
