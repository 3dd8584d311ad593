-- As in a file: no whole hash in the index. One of this kind finds it for a program of the version before too.
create index link_hash on link using hash (key_hash);
alter table link drop constraint link_key_hash_key;
