-- The day agreed at a talk stood in the note of an imported event, as a sentence that the rules took apart.
alter table event add column look_again_on text;

delete from event
where note = ''
  and exists (
      select 1
      from event other
      where other.caregiver_id = event.caregiver_id
        and other.happened_on = event.happened_on
        and other.kind = event.kind
        and other.reported_by = event.reported_by
        and other.note like 'weer kijken op ____-__-__'
  );

update event set look_again_on = substr(note, 16, 10)
where kind in ('Contacted', 'SignalClosed') and note like 'weer kijken op ____-__-__%';

-- Of two that said different days of one talk, the second keeps its sentence.
update or ignore event set note = ltrim(substr(note, 26), ' .,;:')
where look_again_on is not null
