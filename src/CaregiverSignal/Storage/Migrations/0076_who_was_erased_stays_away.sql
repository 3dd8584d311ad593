-- By what an import knows who was erased: a hash of their code or of a mail address of theirs, made with a key that is not in the store (docs/adr/0042).
create table erased_hash (
    hash text primary key,
    erased_at text not null
);
