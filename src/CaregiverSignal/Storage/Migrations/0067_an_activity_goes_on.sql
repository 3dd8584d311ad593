-- An activity of which was said that it does not go on goes on after all: who heard the first hears the second too.
alter table activity add column goes_on_at text;
