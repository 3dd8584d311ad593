-- What more than one room asks is asked in one place (docs/adr/0032).

-- Not with the relay by its time, or never to be, and nobody has taken up the signal or given the mail up: late from late_from on.
-- One that was sent again, and was lost again after that, is late once more.
create view late_mail as
select id as mail_id, case when state in ('failed', 'expired') then created_at else hand_over_by end as late_from
from mail
where hand_over_by is not null
  and state not in ('sent', 'cancelled')
  and (decided_at is null or state not in ('failed', 'expired') or ended_at > decided_at);

-- A message that says that a mail did not arrive (spam did). What the relay refused outright stands with the mail itself; what came back before
-- the mail was sent again no longer counts.
create view undelivered_mail as
select mail_return.mail_id, mail_return.id as return_id, mail_return.note,
    case when mail.decided_at is null or mail_return.received_at > mail.decided_at then 1 else 0 end as counts
from mail_return
join mail on mail.id = mail_return.mail_id
where mail_return.class in ('hard', 'soft', 'challenge', 'account')
  and mail_return.matched_by <> 'ledger';

-- To whom questions go by mail, once they are 18.
create view mailed_caregiver as
select caregiver.id as caregiver_id, caregiver.born
from caregiver
where caregiver.channel = 'email'
  and caregiver.email is not null
  and not exists (
    select 1 from mail_address
    where mail_address.address = lower(caregiver.email) and mail_address.stopped_at is not null);

-- A mail to a caregiver that went where mail goes now, since when the address was last freed; and when it was last heard of.
create view mail_to_present_address as
select mail.id as mail_id, mail.caregiver_id, coalesce(mail.ended_at, mail.in_data_at, mail.created_at) as heard_of_at
from mail
join caregiver on caregiver.id = mail.caregiver_id
where lower(mail.envelope_to) = lower(caregiver.email)
  and coalesce(mail.ended_at, mail.in_data_at, mail.created_at) > coalesce(
    (select mail_address.freed_at from mail_address where mail_address.address = lower(caregiver.email)), '');
