-- The yearly appreciation and the guest lists of activities went; nobody is called about one any more.
delete from staff_task where kind = 'activity';
drop view guest_to_hear;
drop table activity_guest;
drop table activity;
drop table appreciation;
