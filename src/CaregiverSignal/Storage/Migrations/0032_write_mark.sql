-- A row for each write to a store on a server, by which a write is looked up when the answer to its commit was lost: the number of a transaction that a
-- crash undid is given again. id: the server's instant and chance, so that old ones stand together. Deleted after an hour.
create table write_mark (
    id text primary key
);
