-- As in a file: no whole hash in the index. One of this kind finds it for a program of the version before too. The strongest
-- lock comes first: taken after the other, it could wait for somebody who waits for that one.
alter table link drop constraint link_key_hash_key;
create index link_hash on link using hash (key_hash);
