-- When and how somebody can be phoned without harm: whoever lives with them may listen, or hear the message.
alter table caregiver add column safe_to_call text;
