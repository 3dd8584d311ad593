-- Who of the support point sits beside a caregiver who fills in the questions on their tablet (docs/adr/0069).
alter table session add column beside_id integer references coordinator (id);

-- Whether the caregiver and the coordinator filled it in together at one screen; the way is then a visit.
alter table typed_in add column together integer not null default 0;
alter table disowned add column typed_together integer;
