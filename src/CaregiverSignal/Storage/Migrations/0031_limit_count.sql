-- What the limits on sign-in, tips and links count, where several programs serve one store (docs/adr/0040).
-- key: a hash with a key of the store's, which is in shared_key. until: when this count ends.
create table limit_count (
    key text primary key,
    number integer not null,
    until text not null
);
create index limit_count_until on limit_count (until);

insert into retention (id, what)
select max(id) + 1, 'limit-count' from retention;
