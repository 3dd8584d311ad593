-- Anybody can send a message that is about no mail of ours: it is known for a month, so that the same one twice is one, and then forgotten.
create index mail_return_unmatched on mail_return (received_at) where mail_id is null;
