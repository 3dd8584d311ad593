-- Null when the person's own details were corrected; else the code of the further situation in which something was.
alter table detail_change add column situation text;
