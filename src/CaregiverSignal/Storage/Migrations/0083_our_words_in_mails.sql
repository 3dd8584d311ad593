-- What mails say is the program's again: words of somebody's own went with the pages on which they were typed.
delete from setting_change where key like 'Texts:%';
