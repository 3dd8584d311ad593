-- Several programs may serve one store on a server; one of them at a time does what is due (docs/adr/0040).
-- turn: grows whenever another takes the lead. beat: grows every few seconds while who leads is alive.
create table lead (
    id integer primary key check (id = 1),
    node text,
    turn integer not null,
    beat integer not null
);
insert into lead (id, turn, beat) values (1, 0, 0);

-- Keys that all programs on one store share. Where the store is a file, they are files beside it.
create table shared_key (
    name text primary key,
    value text not null,
    made_at text not null
);
