using System.Text.RegularExpressions;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Hosting;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.People;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Signals.Rules;
using CaregiverSignal.Storage;
using CaregiverSignal.Tests.Support;
using CaregiverSignal.Time;
using Microsoft.Data.Sqlite;

namespace CaregiverSignal.Tests.Storage;

public sealed partial class MigrationsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Definitions_that_were_frozen_by_the_first_schema_stay_frozen()
    {
        var file = Path.Combine(folder.Name, "old.db");
        Execute(
            file,
            $"""
            create table schema_version (number integer primary key, name text not null);
            {Script(1)}
            insert into schema_version (number, name) values (1, '0001');
            insert into questionnaire (instrument, version, hash, first_used_at) values ('csi', 1, 'abc', '2026-01-01T00:00:00.000Z');
            """
        );

        using var database = Database.Open(file);

        Assert.Equal(
            ["definition csi 1  abc 2026-01-01T00:00:00.000Z"],
            database.Read(transaction =>
                transaction.All<string>(
                    "select kind || ' ' || instrument || ' ' || version || ' ' || name || ' ' || hash || ' ' || first_used_at from used_file"
                )
            )
        );
        Assert.Equal(
            0,
            database.Read(transaction =>
                transaction.One<long>("select count(*) from sqlite_master where name = 'questionnaire'")
            )
        );
        Assert.Equal(
            Migrations.Newest,
            database.Read(transaction => transaction.One<long>("select max(number) from schema_version"))
        );
    }

    [Fact]
    public void A_day_to_look_again_that_stood_in_a_note_gets_its_column()
    {
        var file = StoreOfSchema(
            21,
            """
            insert into event (caregiver_id, happened_on, kind, reported_by, note, recorded_at) values
                (1, '2026-03-01', 'Contacted', 'coordinator', '', '2026-03-01T10:00:00.000Z'),
                (1, '2026-03-01', 'Contacted', 'coordinator', 'weer kijken op 2026-04-20', '2026-03-01T10:00:00.000Z'),
                (1, '2026-03-02', 'Contacted', 'coordinator', 'weer kijken op 2026-04-21. Zus helpt.', '2026-03-02T10:00:00.000Z'),
                (1, '2026-03-03', 'Fall', 'coordinator', 'weer kijken op 2026-04-22', '2026-03-03T10:00:00.000Z');
            """
        );

        using var database = Database.Open(file);

        Assert.Equal(
            ["2026-03-01 2026-04-20 ", "2026-03-02 2026-04-21 Zus helpt.", "2026-03-03 - weer kijken op 2026-04-22"],
            database.Read(transaction =>
                transaction.All<string>(
                    "select happened_on || ' ' || coalesce(look_again_on, '-') || ' ' || note from event order by id"
                )
            )
        );
    }

    [Fact]
    public void Tasks_about_mail_come_into_the_list_of_tasks_each_with_a_day()
    {
        var file = StoreOfSchema(
            11,
            """
            insert into mail_return (id, sha256, received_at, class, note) values (1, 'a', '2026-03-06T10:00:00.000Z', 'reply', ''), (2, 'b', '2026-03-07T10:00:00.000Z', 'hard', '');
            insert into mail_task (id, kind, caregiver_id, return_id, opened_at, done_at, done_by) values
                (1, 'reply', 1, 1, '2026-03-05T10:00:00.000Z', null, null),
                (2, 'reply', 1, 1, '2026-03-06T10:00:00.000Z', null, null),
                (5, 'no-arrival', 1, 2, '2026-03-07T10:00:00.000Z', '2026-03-08T10:00:00.000Z', 1);
            """
        );

        using var database = Database.Open(file);

        Assert.Equal(
            [
                "1 reply 1 1 2026-03-06 - -",
                "2 reply 1 1 2026-03-09 - -",
                "5 no-arrival 1 2 2026-03-09 2026-03-08T10:00:00.000Z 1",
            ],
            database.Read(transaction =>
                transaction.All<string>(
                    """
                    select id || ' ' || kind || ' ' || caregiver_id || ' ' || return_id || ' ' || due_on || ' ' || coalesce(done_at, '-') || ' ' || coalesce(done_by, '-')
                    from staff_task where return_id is not null order by id
                    """
                )
            )
        );
        Assert.Equal(
            0,
            database.Read(transaction =>
                transaction.One<long>(
                    "select count(*) from sqlite_master where name like '%mail_task%' or sql like '%mail_task%'"
                )
            )
        );
    }

    [Fact]
    public void The_newest_words_that_nobody_looked_at_before_the_upgrade_are_to_be_read()
    {
        var file = StoreOfSchema(
            11,
            """
            insert into caregiver (id, person, channel, status, coordinator_id, enrolled_on, next_due_on, created_at) values
                (2, '2', 'email', 'active', 1, '2026-01-01', '2026-12-01', '2026-01-01T00:00:00.000Z'),
                (3, '3', 'paper', 'active', 1, '2026-01-01', '2026-12-01', '2026-01-01T00:00:00.000Z');
            insert into check_in (id, caregiver_id, number, asked_on, closes_on, instruments, opened_at, answered_at, closed_at, own_words) values
                (1, 1, 0, '2026-01-05', '2026-01-19', 'csi', '2026-01-05T08:00:00.000Z', '2026-01-06T08:00:00.000Z', '2026-01-06T08:00:00.000Z', 'Lang geleden.'),
                (2, 1, 1, '2026-02-05', '2026-02-19', 'csi', '2026-02-05T08:00:00.000Z', '2026-02-06T08:00:00.000Z', '2026-02-06T08:00:00.000Z', 'Het is veel.'),
                (3, 2, 0, '2026-02-05', '2026-02-19', 'csi', '2026-02-05T08:00:00.000Z', '2026-02-06T08:00:00.000Z', '2026-02-06T08:00:00.000Z', 'Al gesproken.'),
                (4, 3, 0, '2026-02-05', '2026-02-19', 'csi', '2026-02-05T08:00:00.000Z', '2026-02-06T08:00:00.000Z', '2026-02-06T08:00:00.000Z', 'Overgetypt.');
            insert into response (id, caregiver_id, check_in_id, instrument, version, wording, entered_by, answered_on, started_at) values
                (1, 3, 4, 'csi', 1, 'own-1', 'els@steunpunt.example', '2026-02-06', '2026-02-06T08:00:00.000Z');
            insert into signal (id, caregiver_id, level, kinds, opened_at, opened_on) values (1, 2, 'red', 'level', '2026-02-06T08:00:00.000Z', '2026-02-06');
            insert into action (signal_id, caregiver_id, coordinator_id, kind, at, done_on) values (1, 2, 1, 'contacted', '2026-02-07T08:00:00.000Z', '2026-02-07');
            """
        );

        using var database = Database.Open(file);

        Assert.Equal(
            ["1 2 2026-03-09"],
            database.Read(transaction =>
                transaction.All<string>(
                    "select caregiver_id || ' ' || check_in_id || ' ' || due_on from staff_task where kind = 'words'"
                )
            )
        );
        Assert.Equal(
            ["caregiver", "caregiver", "caregiver", "els@steunpunt.example"],
            database.Read(transaction => transaction.All<string>("select words_by from check_in order by id"))
        );
    }

    [Fact]
    public void Who_was_silent_before_the_upgrade_gets_a_day()
    {
        var file = StoreOfSchema(
            11,
            """
            insert into caregiver (id, person, channel, status, coordinator_id, enrolled_on, next_due_on, created_at) values
                (2, '2', 'email', 'paused', 1, '2026-01-01', '2026-12-01', '2026-01-01T00:00:00.000Z'),
                (3, '3', 'email', 'active', 1, '2026-01-01', '2026-12-01', '2026-01-01T00:00:00.000Z');
            insert into check_in (id, caregiver_id, number, asked_on, closes_on, instruments, opened_at, answered_at, closed_at) values
                (1, 1, 0, '2026-01-05', '2026-01-19', 'csi', '2026-01-05T08:00:00.000Z', null, '2026-01-19T08:00:00.000Z'),
                (2, 1, 1, '2026-02-05', '2026-02-19', 'csi', '2026-02-05T08:00:00.000Z', null, '2026-02-19T08:00:00.000Z'),
                (3, 3, 0, '2026-01-05', '2026-01-19', 'csi', '2026-01-05T08:00:00.000Z', null, '2026-01-19T08:00:00.000Z'),
                (4, 3, 1, '2026-02-05', '2026-02-19', 'csi', '2026-02-05T08:00:00.000Z', '2026-02-06T08:00:00.000Z', '2026-02-06T08:00:00.000Z');
            """
        );

        using var database = Database.Open(file);

        Assert.Equal(
            ["1 2 2026-03-13", "2 - 2026-03-13"],
            database.Read(transaction =>
                transaction.All<string>(
                    "select caregiver_id || ' ' || coalesce(check_in_id, '-') || ' ' || due_on from staff_task where kind = 'silent' order by caregiver_id"
                )
            )
        );
    }

    [Fact]
    public void Who_came_in_or_has_an_invitation_may_come_in_after_the_upgrade_and_a_mere_name_may_not()
    {
        var file = StoreOfSchema(
            14,
            """
            insert into coordinator (id, email, enrolled_at, created_at) values
                (2, 'dirk@steunpunt.example', '2026-01-02T00:00:00.000Z', '2026-01-01T00:00:00.000Z'),
                (3, 'eva@steunpunt.example', null, '2026-01-01T00:00:00.000Z'),
                (4, 'steunpunt@example.org', null, '2026-01-01T00:00:00.000Z');
            insert into link (id, purpose, key_hash, coordinator_id, created_at, expires_at) values
                (1, 'sign-in', 'a', 3, '2026-03-05T10:00:00.000Z', '2026-03-06T10:00:00.000Z'),
                (2, 'sign-in', 'b', 4, '2026-03-05T23:50:00.000Z', '2026-03-06T00:05:00.000Z');
            insert into signal (id, caregiver_id, level, kinds, opened_at, opened_on, escalated_at) values (1, 1, 'red', 'level', '2026-03-02T08:00:00.000Z', '2026-03-02', '2026-03-04T08:00:00.000Z');
            insert into action (signal_id, caregiver_id, coordinator_id, kind, at, done_on) values (1, 1, 2, 'escalated', '2026-03-04T08:00:00.000Z', '2026-03-04');
            """
        );

        using var database = Database.Open(file);

        Assert.Equal(
            ["dirk@steunpunt.example", "eva@steunpunt.example"],
            database.Read(transaction =>
                transaction.All<string>("select email from coordinator where invited_at is not null order by id")
            )
        );
        // What had come to the deputy stays with the deputy.
        Assert.Equal(
            ["1 2 2026-03-04 2026-03-11"],
            database.Read(transaction =>
                transaction.All<string>(
                    "select owner_id || ' ' || deputy_id || ' ' || from_on || ' ' || until_on from standing_in"
                )
            )
        );
    }

    [Fact]
    public void Who_only_took_care_of_the_mail_goes_on_with_just_that_and_all_others_as_coordinators()
    {
        var file = StoreOfSchema(
            33,
            """
            insert into coordinator (id, email, enrolled_at, created_at, is_operator, deputy_id) values
                (2, 'dirk@steunpunt.example', '2026-01-02T00:00:00.000Z', '2026-01-01T00:00:00.000Z', 0, 4),
                (3, 'ict@steunpunt.example', '2026-01-02T00:00:00.000Z', '2026-01-01T00:00:00.000Z', 1, null),
                (4, 'vervanger@steunpunt.example', '2026-01-02T00:00:00.000Z', '2026-01-01T00:00:00.000Z', 1, null);
            """
        );

        using var database = Database.Open(file);

        Assert.Equal(
            ["1 1 0 0", "2 1 0 0", "3 0 0 1", "4 1 0 1"],
            database.Read(transaction =>
                transaction.All<string>(
                    "select id || ' ' || is_coordinator || ' ' || is_administrator || ' ' || is_operator from coordinator order by id"
                )
            )
        );
    }

    [Fact]
    public void What_was_agreed_goes_on_as_it_was_and_no_check_in_is_taken_for_one_in_between()
    {
        var file = StoreOfSchema(
            20,
            """
            insert into check_in (id, caregiver_id, number, asked_on, closes_on, instruments, opened_at) values (1, 1, 0, '2026-02-09', '2026-02-23', 'csi', '2026-02-09T08:00:00.000Z');
            insert into person_override (id, caregiver_id, kind, subject, value, reason, from_on, until_on, coordinator_id, set_at, ended_on, set_by, ended_by) values
                (4, 1, 'interval', '', 2, 'Zelf gekozen', '2026-02-01', '2027-02-01', 1, '2026-02-01T09:00:00.000Z', null, 'caregiver', null),
                (7, 1, 'limit', 'Strain:From', 8, 'Afgesproken', '2026-02-01', '2027-02-01', 1, '2026-02-01T09:00:00.000Z', '2026-02-20', 'coordinator', 1);
            """
        );

        using var database = Database.Open(file);

        Assert.Equal(
            ["4 interval 2.0 Zelf gekozen caregiver - -", "7 limit 8.0 Afgesproken coordinator 2026-02-20 1"],
            database.Read(transaction =>
                transaction.All<string>(
                    "select id || ' ' || kind || ' ' || value || ' ' || reason || ' ' || set_by || ' ' || coalesce(ended_on, '-') || ' ' || coalesce(ended_by, '-') from agreement order by id"
                )
            )
        );
        Assert.False(Assert.Single(database.Read(transaction => CheckInTable.Of(transaction, 1))).InBetween);
        Assert.Null(database.Read(transaction => CaregiverTable.Get(transaction, 1))!.SoonerOn);
    }

    [Fact]
    public void What_earlier_rules_found_told_and_agreed_goes_on_and_nobody_is_told_of_it_again_at_once()
    {
        var file = StoreOfSchema(
            19,
            """
            insert into check_in (id, caregiver_id, number, asked_on, closes_on, instruments, opened_at, answered_at, closed_at) values
                (1, 1, 0, '2026-02-09', '2026-02-23', 'csi;volhoudtijd', '2026-02-09T08:00:00.000Z', '2026-02-10T08:00:00.000Z', '2026-02-10T08:00:00.000Z');
            insert into response (id, caregiver_id, check_in_id, instrument, version, wording, entered_by, answered_on, started_at, finished_at, scored_at) values
                (1, 1, 1, 'csi', 1, 'own-1', 'caregiver', '2026-02-10', '2026-02-10T08:00:00.000Z', '2026-02-10T08:00:00.000Z', '2026-02-10T08:00:00.000Z'),
                (2, 1, 1, 'volhoudtijd', 1, 'own-1', 'caregiver', '2026-02-10', '2026-02-10T08:00:00.000Z', '2026-02-10T08:00:00.000Z', '2026-02-10T08:00:00.000Z');
            insert into score (response_id, scale, value, low, high) values (1, 'total', 9, 9, 9), (2, 'time', 3, 3, 3);
            insert into rule_set (version, limits, first_used_at) values ('4+aabbccdd', '{"Level:Csi":8}', '2026-02-10T09:00:00.000Z');
            insert into signal (id, caregiver_id, level, kinds, opened_at, opened_on, told_at, times_told, seen_at, contacted_at, next_on, tell_on) values
                (1, 1, 'red', 'level', '2026-02-10T09:00:00.000Z', '2026-02-10', '2026-02-10T09:00:00.000Z', 1, '2026-02-11T09:00:00.000Z', '2026-02-12T09:00:00.000Z', '2026-04-20', '2026-02-10');
            insert into finding (signal_id, kind, level, rests_on, reason, rules, found_at) values
                (1, 'level', 'red', '2026-02-10', 'De druk was 9 op 10 februari 2026.', '4+aabbccdd', '2026-02-10T09:00:00.000Z');
            insert into telling (signal_id, told_on, level, kinds) values (1, '2026-02-10', 'red', 'level');
            insert into action (signal_id, caregiver_id, coordinator_id, kind, at, done_on, next_on, outcome) values
                (1, 1, 1, 'contacted', '2026-02-12T09:00:00.000Z', '2026-02-12', '2026-04-20', 'spoken');
            insert into person_override (caregiver_id, kind, subject, value, reason, from_on, until_on, coordinator_id, set_at) values
                (1, 'limit', 'Level:Csi', 8, 'Afgesproken', '2026-02-01', '2027-02-01', 1, '2026-02-01T09:00:00.000Z'),
                (1, 'mute', 'silence', 0, 'Op reis', '2026-03-01', '2026-03-25', 1, '2026-03-01T09:00:00.000Z');
            """
        );
        var clock = new ManualTime(new DateTimeOffset(2026, 3, 6, 9, 0, 0, TimeSpan.Zero));
        var time = new SiteTime(clock, Some.Amsterdam);

        using var database = Database.Open(file);
        string DueOn() =>
            database.Read(transaction =>
                transaction.One<string>("select substr(judge_due_at, 1, 10) from caregiver where id = 1")
            );
        int Notifications() => database.Read(transaction => transaction.One<int>("select count(*) from notification"));

        Assert.Equal("2026-06-10", DueOn());
        var agreements = database.Read(transaction => AgreementTable.Of(transaction, 1));
        Assert.Equal(8, PersonalRules.Of(new RuleSettings(), agreements, time.Today)[HighStrain.From]);
        Assert.Equal(WarningSigns.Bits(SignalKind.Silence), PersonalRules.MuteOf(agreements, time.Today).Amber);

        database.Write(transaction => CaregiverTable.JudgeFrom(transaction, 1, time.Now));
        Assert.True(new JudgeCaregiver(database, new RuleSettings(), Some.Plan, time).RunOne());

        var signal = database.Read(transaction => SignalTable.OpenOf(transaction, 1))!;
        Assert.Equal(
            (Urgency.Red, "level", Some.Date("2026-04-20"), null),
            (signal.Urgency, signal.KindCodes, signal.NextOn!.Value, signal.NewsAt)
        );
        Assert.Equal(
            "De druk was 9 op 10 februari 2026.",
            Assert.Single(database.Read(transaction => FindingTable.OfSignal(transaction, 1))).Reason
        );
        Assert.Equal(1, Notifications());

        // The end of the mute, and then the day that was agreed.
        foreach (var day in new[] { "2026-03-25", "2026-04-20" })
        {
            clock.JumpTo(time.StartOf(Some.Date(day)).AddHours(9));
            Assert.Equal(1, Notifications());
            Assert.True(new JudgeCaregiver(database, new RuleSettings(), Some.Plan, time).RunOne());
        }

        Assert.Equal(2, Notifications());
        Assert.Equal(
            ["Zei op 10 februari 2026: ik houd dit nog een tot zes maanden vol.", "De druk was 9 op 10 februari 2026."],
            database
                .Read(transaction => FindingTable.OfSignal(transaction, 1))
                .OrderByDescending(one => one.Points)
                .Select(one => one.Reason)
        );
    }

    [Fact]
    public void What_got_another_name_is_all_there_and_no_old_name_is_left()
    {
        var file = StoreOfSchema(
            21,
            """
            insert into signal (id, caregiver_id, level, kinds, opened_at, opened_on, told_at, times_told, tell_on) values
                (1, 1, 'red', 'level', '2026-02-10T09:00:00.000Z', '2026-02-10', '2026-02-11T09:00:00.000Z', 3, '2026-02-12');
            insert into finding (signal_id, thing, kind, level, rests_on, points, evidence, rules, found_at) values
                (1, 'Strain', 'level', 'red', '2026-02-10', 4, '{}', '5', '2026-02-10T09:00:00.000Z');
            insert into telling (signal_id, told_on, level, kinds) values (1, '2026-02-13', 'red', 'level');
            insert into desk_task (id, kind, caregiver_id, opened_at, due_on, told_at) values
                (1, 'stopped', 1, '2026-02-14T09:00:00.000Z', '2026-02-20', '2026-02-14T10:00:00.000Z');
            insert into tip (id, dedupe_key, received_at, teller_name, teller_phone, teller_email, told_at, times_told, tell_again_on) values
                (1, 'a', '2026-02-15T09:00:00.000Z', 'Buur', '030-5550100', 'buur@example.org', '2026-02-15T10:00:00.000Z', 2, '2026-02-16');
            insert into person_override (id, caregiver_id, kind, subject, value, reason, from_on, until_on, coordinator_id, set_at) values
                (1, 1, 'mute', 'silence', 0, 'Op reis', '2026-03-01', '2026-03-25', 1, '2026-03-01T09:00:00.000Z');
            insert into mail_fence (id, epoch, begun_at, closed_at, why) values (1, 'era', '2026-03-01T09:00:00.000Z', '2026-03-02T09:00:00.000Z', 'copied');
            insert into mail (id, kind, dedupe_key, envelope_from, envelope_to, recipient_domain, sha256, urgent, created_at, not_after, state, told_late_at) values
                ('m', 'alert', 'k', 'a@example.org', 'b@example.org', 'example.org', 'h', 1, '2026-03-03T09:00:00.000Z', '2026-03-04T09:00:00.000Z', 'failed', '2026-03-03T10:00:00.000Z');
            update mail_relay set fused_at = '2026-03-04T09:00:00.000Z', fuse_lifted_at = '2026-03-05T09:00:00.000Z';
            """
        );

        using var database = Database.Open(file);

        Assert.Equal(
            [
                "2026-02-11T09:00:00.000Z 3 2026-02-12",
                "Strain",
                "2026-02-13",
                "2026-02-14T10:00:00.000Z",
                "Buur 030-5550100 buur@example.org 2026-02-15T10:00:00.000Z 2 2026-02-16",
                "Op reis",
                "2026-03-02T09:00:00.000Z",
                "2026-03-03T10:00:00.000Z",
            ],
            database.Read(transaction =>
                transaction.All<string>(
                    """
                    select notified_at || ' ' || times_notified || ' ' || notify_on from signal
                    union all select warning_sign from finding
                    union all select notified_on from notification
                    union all select notified_at from staff_task
                    union all select reporter_name || ' ' || reporter_phone || ' ' || reporter_email || ' ' || notified_at || ' ' || times_notified || ' ' || notify_again_on from tip
                    union all select reason from agreement
                    union all select held_at from send_hold
                    union all select reported_late_at from mail
                    """
                )
            )
        );
        Assert.Equal(
            ["action"],
            database.Read(transaction =>
                transaction.All<string>(
                    """
                    select name from sqlite_master
                    where sql like '%told%' or sql like '%telling%' or sql like '%teller%' or sql like '%desk\_task%' escape '\'
                      or sql like '%override%' or sql like '%mail\_fence%' escape '\' or sql like '%fuse\_%' escape '\' or sql like '%thing %'
                    """
                )
            )
        );
        Assert.Empty(
            database.Read(transaction => transaction.All<string>("select \"table\" from pragma_foreign_key_check"))
        );
    }

    /// <summary>
    /// A store as an older program left it on Friday 6 March 2026, with caregiver 1 of coordinator 1.
    /// </summary>
    [Fact]
    public void Mail_of_before_the_upgrade_keeps_what_its_kind_was_and_a_kind_nobody_knows_goes_on()
    {
        string[] kinds =
        [
            "invitation",
            "reminder",
            "new-link",
            "alert",
            "escalation",
            "tip",
            "digest",
            "sign-in",
            "operator",
            "postcard",
        ];
        var file = StoreOfSchema(
            21,
            string.Concat(
                kinds.Select(kind =>
                    $"""
                        insert into mail (id, kind, dedupe_key, envelope_from, envelope_to, recipient_domain, bytes, sha256, urgent, priority, created_at, not_after, state, next_try_at)
                        values ('{kind}', '{kind}', '{kind}', 'a@example.org', 'b@example.org', 'example.org', x'01', '4bf5', 1, 50,
                                '2026-03-06T09:00:00.000Z', '2026-03-07T09:00:00.000Z', 'ready', '2026-03-06T09:00:00.000Z');
                        """
                )
            )
        );

        using var database = Database.Open(file);

        Assert.Equal(
            kinds
                .Select(code => Parts.MailKinds.All.FirstOrDefault(kind => kind.Code == code) ?? Unknown(code))
                .Select(Of),
            database.Read(transaction =>
                transaction.All<string>("select kind || ' ' || asks || on_request from mail order by rowid")
            )
        );

        static MailKind Unknown(string code) => new(code, 50) { OnRequest = true };
        static string Of(MailKind kind) => $"{kind.Code} {(kind.Asks ? 1 : 0)}{(kind.OnRequest ? 1 : 0)}";
    }

    /// <summary>
    /// Nodes of the version before go on while a new one changes the schema (docs/operations.md), so what they read and
    /// write stays, and nothing is asked of their rows that they do not know.
    /// </summary>
    /// <remarks>What a statement means to them, as another text in a column, is for who writes the migration to see.</remarks>
    [Fact]
    public void A_migration_only_adds_to_what_the_version_before_knows()
    {
        // 38 came with the first version that knew several nodes; what 82 and 84 take away, no store in use has known.
        const int FirstForSeveralNodes = 29;
        int[] exempt = [38, 82, 84];
        // 256 bits by chance are unique by themselves, and no version has asked the table for it.
        const string NeedNotBeUnique = "74: link (key_hash) is no longer unique";
        var file = Path.Combine(folder.Name, "growing.db");
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        var faults = new List<string>();
        Dictionary<string, KnownTable> before = [];
        foreach (var number in Numbers())
        {
            using var script = connection.CreateCommand();
            script.CommandText = Script(number);
            script.ExecuteNonQuery();
            var after = KnownTable.AllOf(connection);
            if (number > FirstForSeveralNodes && !exempt.Contains(number))
                faults.AddRange(
                    KnownTable
                        .Lost(before, after)
                        .Select(fault => $"{number}: {fault}")
                        .Where(fault => !fault.StartsWith(NeedNotBeUnique, StringComparison.Ordinal))
                );
            before = after;
        }

        Assert.Empty(faults);
        Assert.NotEmpty(KnownTable.Lost(before, []));
    }

    [Theory]
    [InlineData("alter table a add column more text not null default '' check (more in ('', 'x'))", 0)]
    [InlineData("alter table a add column more integer check (more between 0 and how)", 1)]
    [InlineData("alter table a add column more text not null default ''; create unique index u on a (more)", 0)]
    [InlineData("create unique index u on a (how)", 1)]
    [InlineData("drop table a; create table a (id integer primary key, how text check (how in ('x', 'y', 'z')))", 0)]
    [InlineData("drop table a; create table a (id integer primary key, how text check (how in ('x', 'z')))", 1)]
    [InlineData("drop table a; create table a (id integer primary key, how text, check (how <> 'y'))", 1)]
    [InlineData("drop table a; create table a (id integer primary key, how text unique)", 1)]
    [InlineData("drop table a; create table a (id integer primary key, how text not null, more text not null)", 2)]
    public void A_migration_that_asks_more_of_rows_that_the_version_before_writes_is_found(string migration, int faults)
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        using var script = connection.CreateCommand();
        script.CommandText =
            "create table a (id integer primary key, how text check (how in ('x', 'y')), check (how <> ')'))";
        script.ExecuteNonQuery();
        var before = KnownTable.AllOf(connection);

        script.CommandText = migration;
        script.ExecuteNonQuery();

        Assert.Equal(faults, KnownTable.Lost(before, KnownTable.AllOf(connection)).Count());
    }

    /// <param name="Columns">By name: the type, whether a row must have it, and whether one without it gets it.</param>
    /// <param name="Unique">What no two rows share: the columns, and which rows.</param>
    /// <param name="Checks">What must hold of each row.</param>
    private sealed record KnownTable(
        Dictionary<string, (string Type, bool IsNeeded, bool IsGiven)> Columns,
        HashSet<(string Columns, string Where)> Unique,
        HashSet<string> Checks
    )
    {
        public static Dictionary<string, KnownTable> AllOf(SqliteConnection connection) =>
            Rows(
                    connection,
                    "select name from sqlite_master where type in ('table', 'view') and name not like 'sqlite%'"
                )
                .Select(row => (string)row[0])
                .ToDictionary(name => name, name => Of(connection, name));

        public static IEnumerable<string> Lost(
            Dictionary<string, KnownTable> before,
            Dictionary<string, KnownTable> after
        )
        {
            foreach (var (name, old) in before)
            {
                if (!after.TryGetValue(name, out var now))
                {
                    yield return $"{name} is gone";
                    continue;
                }

                foreach (var (column, was) in old.Columns)
                {
                    if (!now.Columns.TryGetValue(column, out var same))
                        yield return $"{name}.{column} is gone";
                    else if (same.Type != was.Type || (same.IsNeeded && !was.IsNeeded))
                        yield return $"{name}.{column} has another type, or takes nothing no longer";
                }

                foreach (var (column, _) in now.Columns.Where(one => one.Value is { IsNeeded: true, IsGiven: false }))
                {
                    if (!old.Columns.ContainsKey(column))
                        yield return $"{name}.{column} is wanted of a row that does not know it: give it a default";
                }

                // "on conflict" names them.
                foreach (var (columns, _) in old.Unique.Except(now.Unique))
                    yield return $"{name} ({columns}) is no longer unique, or among other rows";
                foreach (var (columns, _) in now.Unique.Except(old.Unique))
                {
                    if (columns.Split(", ").All(old.Columns.ContainsKey))
                        yield return $"{name} ({columns}) is unique, and was not, or among other rows";
                }

                foreach (var check in now.Checks.Except(old.Checks).Where(one => !old.Checks.Any(IsWithin(one))))
                {
                    if (old.Columns.Keys.Any(column => Regex.IsMatch(check, $@"\b{column}\b")))
                        yield return $"{name} is checked anew: {check}";
                }
            }
        }

        /// <summary>Whether all that an old check lets in, as one of several codes, is let in by this one.</summary>
        private static Func<string, bool> IsWithin(string check) =>
            old =>
                OneOf().Match(old) is { Success: true } was
                && OneOf().Match(check) is { Success: true } now
                && was.Groups["column"].Value == now.Groups["column"].Value
                && !was.Groups["codes"].Value.Split(", ").Except(now.Groups["codes"].Value.Split(", ")).Any();

        private static KnownTable Of(SqliteConnection connection, string name) =>
            new(
                Rows(connection, $"select name, type, \"notnull\", dflt_value, pk from pragma_table_xinfo('{name}')")
                    .ToDictionary(
                        row => (string)row[0],
                        row => ((string)row[1], (long)row[2] == 1, row[3] is not DBNull || (long)row[4] > 0)
                    ),
                [
                    .. Rows(
                            connection,
                            $"""
                            select list.name, coalesce(made.sql, '')
                            from pragma_index_list('{name}') list
                            left join sqlite_master made on made.name = list.name
                            where list."unique"
                            """
                        )
                        .Select(row =>
                            (
                                string.Join(
                                    ", ",
                                    Rows(connection, $"select name from pragma_index_info('{row[0]}')")
                                        .Select(one => one[0])
                                ),
                                WhichRows().Match((string)row[1]).Value
                            )
                        ),
                ],
                [
                    .. Rows(connection, $"select sql from sqlite_master where name = '{name}'")
                        .SelectMany(row => Check().Matches((string)row[0]))
                        .Select(check => Blank().Replace(check.Groups["what"].Value, " ")),
                ]
            );

        private static List<object[]> Rows(SqliteConnection connection, string sql)
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            using var reader = command.ExecuteReader();
            var rows = new List<object[]>();
            while (reader.Read())
            {
                var row = new object[reader.FieldCount];
                reader.GetValues(row);
                rows.Add(row);
            }

            return rows;
        }
    }

    [GeneratedRegex(@"\bwhere\b.*", RegexOptions.Singleline)]
    private static partial Regex WhichRows();

    /// <summary>Up to the bracket that closes it; one in a text is not counted.</summary>
    [GeneratedRegex(@"\bcheck\s*\((?<what>(?>'[^']*'|(?<open>\()|(?<-open>\))|[^'()])*)(?(open)(?!))\)")]
    private static partial Regex Check();

    [GeneratedRegex(@"^(?<column>\w+) in \((?<codes>[^()]+)\)$")]
    private static partial Regex OneOf();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blank();

    private string StoreOfSchema(int newest, string rows)
    {
        var file = Path.Combine(folder.Name, "old.db");
        Execute(file, "create table schema_version (number integer primary key, name text not null);");
        foreach (var number in Numbers().Where(number => number <= newest))
        {
            Execute(file, $"{Script(number)}; insert into schema_version (number, name) values ({number}, '');");
        }

        Execute(
            file,
            $"""
            insert into site_clock (id, at, simulated) values (1, '2026-03-06T09:00:00.000Z', 0);
            insert into coordinator (id, email, created_at) values (1, 'els@steunpunt.example', '2026-01-01T00:00:00.000Z');
            insert into caregiver (id, person, channel, status, coordinator_id, enrolled_on, next_due_on, created_at)
                values (1, '1', 'email', 'active', 1, '2026-01-01', '2026-12-01', '2026-01-01T00:00:00.000Z');
            {rows}
            """
        );
        return file;
    }

    private static IEnumerable<int> Numbers() =>
        typeof(Migrations)
            .Assembly.GetManifestResourceNames()
            .Where(name =>
                name.Contains(".Migrations.0", StringComparison.Ordinal)
                || name.Contains(".Migrations._0", StringComparison.Ordinal)
            )
            .Select(name =>
                int.Parse(name.Split('.')[^2].TrimStart('_')[..4], System.Globalization.CultureInfo.InvariantCulture)
            )
            .Order();

    private static string Script(int number)
    {
        var assembly = typeof(Migrations).Assembly;
        using var reader = new StreamReader(
            assembly.GetManifestResourceStream(
                assembly
                    .GetManifestResourceNames()
                    .Single(name =>
                        !name.Contains(".Postgres.", StringComparison.Ordinal)
                        && name.Split('.')[^2].TrimStart('_').StartsWith($"{number:0000}", StringComparison.Ordinal)
                    )
            )!
        );
        return reader.ReadToEnd();
    }

    private static void Execute(string file, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
        // As the program makes it: one that others can read is refused.
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }
}
