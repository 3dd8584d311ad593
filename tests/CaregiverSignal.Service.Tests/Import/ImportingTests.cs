using System.Diagnostics;
using CaregiverSignal.Answers;
using CaregiverSignal.Files;
using CaregiverSignal.Import;

namespace CaregiverSignal.Tests.Import;

public sealed class ImportingTests : IDisposable
{
    private const string People =
        "person,enrolled,first_name,last_name,email,phone,born,relation,hours_per_week,caring_since,lives_together,works,condition,channel,language,coordinator,status\n"
        + "p1,2026-01-31,Anna,Jansen,anna@example.org,06 1,1960-02-03,partner,40,2020-01-01,yes,no,dementia,,nl,Els@Example.org,\n"
        + "p2,2026-02-01,,,,06 2,,,,,,,,,,,paused\n";

    private const string Asked = "person,date,instruments\np1,2026-01-31,csi;volhoudtijd\np1,2026-02-28,volhoudtijd\n";
    private const string Answers =
        "person,date,instrument,item,value\np1,2026-02-01,csi,sleep,1\np1,2026-02-02,csi,plans,0\np1,2026-02-02,volhoudtijd,time,3\np1,2026-03-01,volhoudtijd,time,2\n";
    private const string Events =
        "person,date,kind,by,note\np1,2026-02-10,HelperLost,caregiver,\"Zus weg, \"\"even\"\"\nen dan?\"\n";

    private readonly TestInstallation site = Some.Installation().On("2026-03-10");
    private readonly TemporaryFolder folder = new();

    public void Dispose()
    {
        site.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task Whoever_a_file_gives_no_language_reads_that_of_the_support_point()
    {
        using var english = Some.Installation(("SupportPoint:Language", "en"));
        folder.Write("people.csv", "person,enrolled,channel,language\np1,2026-01-31,phone,\np2,2026-01-31,phone,pl\n");
        var read = FolderReader.Read(folder.Name, Some.Instruments, out _)!;

        var imports = new Imports(
            english.Database,
            english.Installation.Settings,
            Some.Instruments,
            english.Installation.Plan,
            english.Time
        );
        var result = await imports.StoreAsync(read, dryRun: false);

        Assert.Empty(result.Faults);
        Assert.Equal("en", await english.Value<string>("select language from caregiver where person = 'p1'"));
        Assert.Equal("pl", await english.Value<string>("select language from caregiver where person = 'p2'"));
    }

    [Fact]
    public async Task A_sound_folder_is_stored_whole()
    {
        var (counts, faults) = await Import(People, Asked, Answers, Events);

        Assert.Empty(faults);
        Assert.Equal(
            (2, 0, 0, 2, 4, 1),
            (
                counts.PeopleAdded,
                counts.PeopleChanged,
                counts.PeopleUnchanged,
                counts.CheckIns,
                counts.Answers,
                counts.Events
            )
        );
        Assert.Equal(
            "Anna Jansen email active",
            await site.Value<string>(
                "select first_name || ' ' || last_name || ' ' || channel || ' ' || status from caregiver where person = 'p1'"
            )
        );
        Assert.Equal(
            "phone paused nl",
            await site.Value<string>(
                "select channel || ' ' || status || ' ' || language from caregiver where person = 'p2'"
            )
        );
        Assert.Equal(
            "partner 40 1 0 dementia",
            await site.Value<string>(
                "select relation || ' ' || hours_per_week || ' ' || lives_together || ' ' || works || ' ' || condition from care_situation where hours_per_week is not null"
            )
        );
        Assert.Equal("Zus weg, \"even\"\nen dan?", await site.Value<string>("select note from event"));
    }

    [Theory]
    [InlineData("person,enrolled,email,born,channel\np1,2026-02-01,kim@example.org,2008-03-11,email\n")]
    [InlineData("person,enrolled,email,born\np1,2026-02-01,kim@example.org,2008-03-11\n")]
    [InlineData("person,enrolled,email,born,status\np1,2026-02-01,kim@example.org,2008-03-11,paused\n")]
    public async Task Somebody_under_18_is_not_enrolled_for_mail_and_the_row_says_what_is_allowed(string people)
    {
        // R-20 and C-15: a person asks, never a mail.
        var (_, faults) = await Import(people);

        Assert.Equal(
            [
                "people.csv: row 2, column channel: 'email' is not allowed for somebody under 18, born 2008-03-11; allowed are phone, paper",
            ],
            faults.Select(fault => fault.ToString())
        );
        Assert.Equal(0, await site.Count("caregiver"));
    }

    [Theory]
    [InlineData("2008-03-11", "kim@example.org", "phone")]
    [InlineData("2008-03-11", "kim@example.org", "paper")]
    [InlineData("2008-03-11", "", "")]
    [InlineData("2008-03-10", "kim@example.org", "email")] // eighteen today
    public async Task Who_is_phoned_or_writes_may_be_of_any_age_and_who_turns_18_may_be_mailed(
        string born,
        string email,
        string channel
    )
    {
        var (counts, faults) = await Import(
            $"person,enrolled,email,born,channel\np1,2026-02-01,{email},{born},{channel}\n"
        );

        Assert.Empty(faults);
        Assert.Equal(1, counts.PeopleAdded);
    }

    [Fact]
    public async Task A_later_file_cannot_make_mail_of_a_childs_phone_nor_a_child_of_who_is_mailed()
    {
        await Import(
            "person,enrolled,email,born,channel\np1,2026-02-01,kim@example.org,2010-01-01,phone\np2,2026-02-01,bo@example.org,,email\n"
        );

        var (_, faults) = await Import("person,enrolled,channel,email\np1,2026-02-01,email,kim@example.org\n");
        var (_, later) = await Import("person,enrolled,born\np2,2026-02-01,2010-01-01\n");

        Assert.Begins(
            "people.csv: row 2, column channel: 'email' is not allowed for somebody under 18",
            Assert.Single(faults).ToString()
        );
        Assert.Begins(
            "people.csv: row 2, column channel: 'email' is not allowed for somebody under 18",
            Assert.Single(later).ToString()
        );
        Assert.Equal("phone,email", await site.Joined("select channel from caregiver order by person"));
        Assert.Equal(0, await site.Count("caregiver", "person = 'p2' and born is not null"));
    }

    [Fact]
    public async Task An_unknown_coordinator_is_made_and_not_enrolled()
    {
        await Import(People);

        Assert.Equal(
            "els@example.org",
            await site.Value<string>(
                "select email from coordinator where enrolled_at is null and id = (select coordinator_id from caregiver where person = 'p1')"
            )
        );
        Assert.Equal(
            "steunpunt@example.org",
            await site.Value<string>(
                "select email from coordinator where id = (select coordinator_id from caregiver where person = 'p2')"
            )
        );
    }

    [Fact]
    public async Task Answers_to_an_older_check_in_leave_the_invitation_of_a_later_one_alone()
    {
        const string first = "person,date,instrument,item,value\np1,2026-02-01,csi,sleep,1\n";
        await Import(People, Asked);
        await QueueLatest();

        await Import(People, Asked, first);
        Assert.Equal("ready", await site.Value<string>("select state from mail"));

        await Import(People, Asked, first + "p1,2026-03-01,volhoudtijd,time,2\n");
        Assert.Equal("cancelled", await site.Value<string>("select state from mail"));
    }

    [Fact]
    public async Task A_changed_address_keeps_back_the_mail_that_waits_and_asks_for_a_new_one()
    {
        await Import(People, Asked);
        await QueueLatest();

        await Import(People.Replace("anna@example.org", "Anja@Elders.example"), Asked);

        Assert.Equal(
            "cancelled anna@example.org",
            await site.Value<string>("select state || ' ' || envelope_to from mail")
        );
        Assert.Equal(1, await site.Count("check_in", "mail_again_at is not null"));
    }

    [Fact]
    public async Task Somebody_who_is_phoned_from_now_on_gets_no_mail_that_waits()
    {
        await Import(People, Asked);
        await QueueLatest();

        await Import(People.Replace(",,nl,", ",phone,nl,"), Asked);

        Assert.Equal("cancelled", await site.Value<string>("select state from mail"));
    }

    [Fact]
    public async Task Imported_answers_were_asked_in_words_that_nobody_here_knows()
    {
        await Import(People, Asked, Answers, Events);

        Assert.Equal("imported", await site.Joined("select distinct wording from response"));
        Assert.Equal(
            (2, 0),
            (await site.Count("used_file", "kind = 'definition'"), await site.Count("used_file", "kind = 'wording'"))
        );
    }

    [Fact]
    public async Task What_was_begun_on_the_form_and_came_in_by_import_has_both_words()
    {
        await Import(People, Asked);
        var checkIn = await site.Read(async transaction => (await CheckInTable.Of(transaction, 1))[0]);
        await site.Save(checkIn, "csi", ("work", 1));

        await Import(People, Asked, Answers);

        Assert.Equal(
            "own-1+imported",
            await site.Value<string>("select wording from response where instrument = 'csi'")
        );
        Assert.Equal(1, await site.Count("response", "instrument = 'csi' and finished_at is not null"));
    }

    [Theory]
    [InlineData("zbi-12", "total 12")]
    [InlineData("ediz-plus", "total 0")]
    [InlineData("ssl-i", null)]
    [InlineData("ssl-d", null)]
    [InlineData("ssl-n", null)]
    public async Task A_questionnaire_without_words_can_be_imported_and_is_scored(string key, string? score)
    {
        var items = Some.Instruments.Newest(key).Items;
        var answers = string.Concat(items.Select(item => $"p1,2026-02-01,{key},{item.Key},1\n"));

        var (counts, faults) = await Import(
            People,
            $"person,date,instruments\np1,2026-01-31,{key}\n",
            "person,date,instrument,item,value\n" + answers
        );
        await site.RunJobs();

        Assert.Empty(faults);
        Assert.Equal(
            (items.Count, 1),
            (counts.Answers, (int)await site.Count("response", "finished_at is not null and wording = 'imported'"))
        );
        if (score is not null)
            Assert.Equal(
                score,
                await site.Value<string>(
                    $"select scale || ' ' || cast(value as integer) from {site.Scores} where scale = 'total'"
                )
            );
    }

    [Fact]
    public async Task The_same_folder_twice_changes_nothing()
    {
        await Import(People, Asked, Answers, Events);
        await site.RunJobs();
        var before = await site.Content();

        var (counts, faults) = await Import(People, Asked, Answers, Events);

        Assert.Empty(faults);
        Assert.Equal(
            (0, 0, 2, 0, 0, 0),
            (
                counts.PeopleAdded,
                counts.PeopleChanged,
                counts.PeopleUnchanged,
                counts.CheckIns,
                counts.Answers,
                counts.Events
            )
        );
        Assert.Equal(before, await site.Content());
    }

    [Fact]
    public async Task A_dry_run_counts_and_stores_nothing()
    {
        var before = await site.Content();

        var (counts, faults) = await Import(People, Asked, Answers, Events, dryRun: true);

        Assert.Empty(faults);
        Assert.Equal((2, 4), (counts.PeopleAdded, counts.Answers));
        Assert.Equal(before, await site.Content());
    }

    [Fact]
    public async Task One_bad_row_stores_nothing_at_all()
    {
        var before = await site.Content();

        var (_, faults) = await Import(People, Asked, Answers + "p9,2026-02-02,csi,work,1\n", Events);

        Assert.Equal(
            "answers.csv: row 6, column person: 'p9' is not in people.csv and not in the store",
            Assert.Single(faults).ToString()
        );
        Assert.Equal(before, await site.Content());
    }

    [Fact]
    public async Task All_faults_of_all_files_are_told_at_once()
    {
        var (_, faults) = await Import(
            "person,enrolled,email,relation,hours_per_week,lives_together,channel,coordinator,status,born\n"
                + "p1,31-01-2026,geen adres,oom,169,ja,post,nobody,actief,1960-13-01\n,,,,,,,,active,\np3,2026-01-01,,,,,email,,,\np4,2026-01-01,,,,,,,,\np4,2026-01-01,,,,,,,,\n",
            "person,date,instruments\np4,2026-02-30,csi\np4,2026-02-01,csi;blorp;csi\np4,2026-02-02,;\n",
            "person,date,instrument,item,value\np4,2026-02-01,blorp,a,1\np4,2026-02-01,csi,a,1\np4,2026-02-01,csi,sleep,2\np4,2026-02-01,csi,sleep,\np4,2026-02-01,csi,sleep,een\n",
            "person,date,kind,by,note,look_again_on\np4,2026-02-01,Party,caregiver,,\np4,2026-02-01,Fall,neighbour,,\np4,2026-02-01,Fall,,,\n"
                + "p4,2026-02-01,Fall,caregiver,,2026-03-01\np4,2026-02-01,Contacted,coordinator,,maart\n"
        );

        Assert.Equal(
            [
                "people.csv: row 2, column email: 'geen adres' is not one mail address, as naam@example.org",
                "people.csv: row 2, column coordinator: 'nobody' is not one mail address, as naam@example.org",
                "people.csv: row 2, column channel: 'post' is not allowed; allowed are email, sms, phone, paper",
                "people.csv: row 2, column enrolled: '31-01-2026' is not a day; write 2026-03-31 or 2026-03-31T09:00:00Z",
                "people.csv: row 2, column born: '1960-13-01' is not a day; write 2026-03-31 or 2026-03-31T09:00:00Z",
                "people.csv: row 2, column relation: 'oom' is not allowed; allowed are partner, child, parent, sibling, friend, neighbour, other",
                "people.csv: row 2, column hours_per_week: '169' is not allowed; allowed is a whole number from 0 to 168",
                "people.csv: row 2, column lives_together: 'ja' is not allowed; allowed are yes, no",
                "people.csv: row 2, column status: 'actief' is not allowed; allowed are active, paused, aftercare, ended",
                "people.csv: row 3, column person: is empty",
                "people.csv: row 3, column enrolled: is empty; write a day as 2026-03-31",
                "people.csv: row 4, column email: is empty, and the channel is email; give an address, or the channel phone or paper",
                "asked.csv: row 2, column date: '2026-02-30' is not a day; write 2026-03-31 or 2026-03-31T09:00:00Z",
                "asked.csv: row 3, column instruments: 'csi' is there twice",
                $"asked.csv: row 3, column instruments: 'blorp' is not known; known are {string.Join(", ", Some.Instruments.Keys)}",
                $"asked.csv: row 4, column instruments: names no questionnaire; known are {string.Join(", ", Some.Instruments.Keys)}",
                $"answers.csv: row 2, column instrument: 'blorp' is not known; known are {string.Join(", ", Some.Instruments.Keys)}",
                "answers.csv: row 3, column item: 'a' is not an item of csi; its items are sleep, inconvenient, physical, confining, family, plans, demands, emotional, upsetting, changed, work, overwhelmed, financial",
                "answers.csv: row 4, column value: '2' is not allowed for csi.sleep; allowed are 0 to 1",
                "answers.csv: row 5, column value: is empty",
                "answers.csv: row 6, column value: 'een' is not allowed for csi.sleep; allowed are 0 to 1",
                "events.csv: row 2, column kind: 'Party' is not known; known are "
                    + string.Join(", ", Codes.All<CaregiverSignal.People.EventKind>()),
                "events.csv: row 3, column by: 'neighbour' is not allowed; allowed are caregiver, coordinator, professional, system",
                "events.csv: row 4, column by: is empty",
                "events.csv: row 5, column look_again_on: goes with Contacted and SignalClosed alone",
                "events.csv: row 6, column look_again_on: 'maart' is not a day; write 2026-03-31 or 2026-03-31T09:00:00Z",
                "people.csv: row 6, column person: is there twice; the first is in row 5",
            ],
            faults.Select(fault => fault.ToString())
        );
        Assert.Equal(0, await site.Count("caregiver"));
    }

    [Fact]
    public void A_folder_that_is_not_there_or_empty_says_so()
    {
        Assert.Null(FolderReader.Read(Path.Combine(folder.Name, "none"), Some.Instruments, out var missing));
        Assert.Null(FolderReader.Read(folder.Name, Some.Instruments, out var empty));

        Assert.Equal("there is no such folder", Assert.Single(missing).Message);
        Assert.Equal(
            "holds none of people.csv, asked.csv, answers.csv, events.csv, situations.csv, helpers.csv, network.csv",
            Assert.Single(empty).Message
        );
    }

    [Fact]
    public async Task An_answer_belongs_to_the_last_check_in_asked_on_or_before_its_day()
    {
        await Import(
            People,
            Asked,
            "person,date,instrument,item,value\np1,2026-02-27,volhoudtijd,time,5\np1,2026-02-28,volhoudtijd,time,4\n"
        );

        Assert.Equal((5, 4), (await AnswerOf("2026-01-31"), await AnswerOf("2026-02-28")));

        Task<long> AnswerOf(string askedOn) =>
            site.Value<long>(
                $"""
                select value
                from {site.Answers}
                    join response on response.id = answer.response_id
                    join check_in on check_in.id = response.check_in_id
                where asked_on = '{askedOn}'
                """
            );
    }

    [Theory]
    [InlineData(
        "p1,2026-02-01,csi,sleep,1\np1,2026-02-01,csi,sleep,0\n",
        "answers.csv: row 3, column item: is there twice; the first is in row 2"
    )]
    [InlineData(
        "p1,2026-02-01,csi,sleep,1\np1,2026-02-02,csi,sleep,1\n",
        "answers.csv: row 3, column item: csi.sleep is answered twice in the check-in of 2026-01-31, the newest until this day; the first is in row 2"
    )]
    [InlineData(
        "p1,2026-01-30,csi,sleep,1\n",
        "answers.csv: row 2, column date: 2026-01-30 is before the person's first check-in in asked.csv"
    )]
    [InlineData(
        "p1,2026-03-01,csi,sleep,1\n",
        "answers.csv: row 2, column instrument: 'csi' was not asked on 2026-02-28; asked were volhoudtijd"
    )]
    public async Task An_answer_twice_too_early_or_to_what_was_not_asked_is_refused(string rows, string fault)
    {
        var (_, faults) = await Import(People, Asked, "person,date,instrument,item,value\n" + rows);

        Assert.Equal(fault, Assert.Single(faults).ToString());
    }

    [Fact]
    public async Task A_changed_answer_is_refused_and_the_first_one_stays()
    {
        await Import(People, Asked, Answers);
        var before = await site.Content();

        var (_, faults) = await Import(
            People,
            Asked,
            Answers.Replace("sleep,1", "sleep,0") + "p1,2026-02-02,csi,work,1\n"
        );

        Assert.Equal(
            [
                "answers.csv: row 2, column value: is 0, and the check-in of 2026-01-31 is closed with 1; answers do not change",
                "answers.csv: row 6, column value: is 1, and the check-in of 2026-01-31 is closed with no answer; answers do not change",
            ],
            faults.Select(fault => fault.ToString())
        );
        Assert.Equal(before, await site.Content());
    }

    [Fact]
    public async Task Answers_of_somebody_else_stay_out_and_others_in_their_place_are_refused()
    {
        await Import(People, Asked, Answers);
        var els = await site.Coordinator();
        await site.Write(async transaction =>
        {
            var caregiver = (await CaregiverTable.ByPerson(transaction, "p1"))!;
            var first = (await CheckInTable.Of(transaction, caregiver.Id))[0];
            Assert.True(await Invalidations.Invalidate(transaction, first, els, "haar zoon", site.Time));
        });
        var before = await site.Content();

        Assert.Empty((await Import(People, Asked, Answers)).Faults);
        Assert.Equal(before, await site.Content());
        var (_, faults) = await Import(People, Asked, Answers.Replace("sleep,1", "sleep,0"));

        Assert.Equal(
            "answers.csv: row 2, column value: is 0, and the answers to the check-in of 2026-01-31 were not the caregiver's; type in on the case what is theirs",
            Assert.Single(faults).ToString()
        );
        Assert.Equal(before, await site.Content());
    }

    [Fact]
    public async Task What_was_asked_does_not_change()
    {
        await Import(People, Asked);

        var (_, faults) = await Import(
            People,
            Asked.Replace("csi;volhoudtijd", "volhoudtijd;csi").Replace("28,volhoudtijd", "28,csi")
        );

        Assert.Equal(
            "asked.csv: row 3, column instruments: are csi, and stored are volhoudtijd; what was asked does not change",
            Assert.Single(faults).ToString()
        );
    }

    [Fact]
    public async Task The_day_of_enrolment_does_not_change()
    {
        await Import("person,enrolled\np1,2026-01-31\n");

        var (_, faults) = await Import("person,enrolled\np1,2026-02-01\n");

        Assert.Equal(
            "people.csv: row 2, column enrolled: is 2026-02-01, and stored is 2026-01-31; the day of enrolment cannot change",
            Assert.Single(faults).ToString()
        );
    }

    [Fact]
    public async Task A_column_the_file_leaves_out_keeps_what_is_stored_and_an_empty_cell_clears_it()
    {
        await Import(People);
        var before = await site.Content(table => table is "caregiver" or "care_situation");

        var (same, _) = await Import("person,enrolled\np1,2026-01-31\n");
        Assert.Equal((0, 1), (same.PeopleChanged, same.PeopleUnchanged));
        Assert.Equal(before, await site.Content(table => table is "caregiver" or "care_situation"));

        var (changed, _) = await Import("person,enrolled,first_name,email\np1,2026-01-31,Anne,\n");
        Assert.Equal(1, changed.PeopleChanged);
        Assert.Equal(
            "Anne Jansen paper",
            await site.Value<string>(
                "select first_name || ' ' || last_name || ' ' || channel from caregiver where person = 'p1' and email is null"
            )
        );
    }

    [Theory]
    [InlineData("2026-02-10,Paused\np1,2026-02-20,Resumed", "active")]
    [InlineData("2026-02-20,Resumed\np1,2026-02-10,Paused", "active")]
    [InlineData("2026-02-10,Admission", "aftercare")]
    [InlineData("2026-02-10,Death", "aftercare")]
    [InlineData("2026-02-10,Stopped\np1,2026-02-11,Fall", "ended")]
    [InlineData("2026-02-10,Hospital", "active")]
    public async Task The_newest_life_cycle_event_decides_whatever_the_order_of_the_rows(string rows, string status)
    {
        await Import(
            "person,enrolled\np1,2026-01-31\n",
            events: "person,date,kind,by,note\np1," + rows.Replace("\n", ",caregiver,\n") + ",caregiver,\n"
        );

        Assert.Equal(status, await site.Value<string>("select status from caregiver"));
    }

    [Fact]
    public async Task A_talk_that_comes_in_again_with_the_day_to_look_again_takes_that_day()
    {
        const string People = "person,enrolled\np1,2026-01-31\n";
        await Import(People, events: "person,date,kind,by,note\np1,2026-02-20,Contacted,coordinator,\n");

        await Import(
            People,
            events: "person,date,kind,by,note,look_again_on\np1,2026-02-20,Contacted,coordinator,,2026-04-01\n"
        );
        await Import(People, events: "person,date,kind,by,note\np1,2026-02-20,Contacted,coordinator,\n");

        Assert.Equal("2026-04-01", await site.Value<string>("select look_again_on from event"));
    }

    [Fact]
    public async Task An_old_event_that_comes_late_does_not_undo_a_newer_one()
    {
        await Import(
            "person,enrolled\np1,2026-01-31\n",
            events: "person,date,kind,by,note\np1,2026-02-20,Stopped,caregiver,\n"
        );

        await Import(
            "person,enrolled\np1,2026-01-31\n",
            events: "person,date,kind,by,note\np1,2026-02-10,Resumed,caregiver,\n"
        );

        Assert.Equal("ended", await site.Value<string>("select status from caregiver"));
    }

    [Fact]
    public async Task Somebody_who_comes_in_as_ended_is_not_made_active_by_their_history()
    {
        await Import(
            "person,enrolled,status\np1,2026-01-31,ended\n",
            events: "person,date,kind,by,note\np1,2026-02-10,Resumed,caregiver,\n"
        );

        Assert.Equal("ended", await site.Value<string>("select status from caregiver"));
    }

    [Fact]
    public async Task Mail_that_waits_for_somebody_who_stopped_does_not_go()
    {
        await Import("person,enrolled,email\np1,2026-03-10,a@example.org\n");
        await site.Write(site.Part<CaregiverSignal.Invitations.InviteToCheckIn>().RunOne);

        await Import(
            "person,enrolled,email\np1,2026-03-10,a@example.org\n",
            events: "person,date,kind,by,note\np1,2026-03-10,Stopped,caregiver,\n"
        );
        await site.RunJobs();

        Assert.Equal("cancelled", await site.Value<string>("select state from mail"));
    }

    [Fact]
    public async Task After_an_imported_history_the_next_check_in_stays_on_the_day_of_the_month()
    {
        await Import(People, Asked);

        Assert.Equal("2026-03-31", await site.Value<string>("select next_due_on from caregiver where person = 'p1'"));
        Assert.Equal("2026-02-01", await site.Value<string>("select next_due_on from caregiver where person = 'p2'"));
    }

    [Fact]
    public async Task After_an_imported_history_somebody_who_is_asked_less_often_still_is()
    {
        await Import(People, Asked);
        var anna = await site.Value<long>("select id from caregiver where person = 'p1'");
        await site.Write(async transaction =>
            await AgreementTable.Set(
                transaction,
                anna,
                new Agreement
                {
                    Kind = AgreementKind.Interval,
                    Value = 3,
                    Reason = "Drukke tijd",
                    FromOn = site.Time.Today,
                    UntilOn = Some.Date("2026-12-31"),
                },
                (await site.Caregiver(anna)).CoordinatorId,
                site.Time.Now
            )
        );

        site.On("2026-04-02");
        await Import(People, Asked + "p1,2026-03-31,volhoudtijd\n");

        Assert.Equal("2026-06-30", await site.Value<string>("select next_due_on from caregiver where person = 'p1'"));
    }

    [Fact]
    public async Task Imported_answers_are_scored_at_once_and_judged_like_any_other()
    {
        await Import(People, Asked, Answers);
        Assert.Equal(0, await site.Count("response", $"id not in (select response_id from {site.Scores})"));
        await site.RunJobs();

        Assert.Equal(
            Urgency.Red,
            (await site.OpenSignal(await site.Value<long>("select id from caregiver where person = 'p1'")))!.Urgency
        );
    }

    [Fact]
    public async Task Tasks_are_codes_in_any_order_and_one_that_is_unknown_is_a_fault()
    {
        var (_, faults) = await Import("person,enrolled,tasks\np1,2026-01-26,nights  household nights\n");
        Assert.Empty(faults);
        Assert.Equal("household nights", await site.Value<string>("select tasks from care_situation"));

        (_, faults) = await Import("person,enrolled,tasks\np1,2026-01-26,nights;tuin\n");
        Assert.Has("'nights;tuin' is not known; known are personal-care, ", Assert.Single(faults).ToString());
        Assert.Equal("household nights", await site.Value<string>("select tasks from care_situation"));
    }

    [Fact]
    public async Task What_0_1_0_exported_is_taken_as_it_is()
    {
        var (_, faults) = await Import(
            """
            person,enrolled,first_name,last_name,email,phone,born,relation,hours_per_week,caring_since,lives_together,works,condition,channel,language,coordinator,status,postal_address,municipality,neighbourhood,safe_to_call,interpreter,with_pictures,had_choice,takes_over,keeps_doing,hands_over,referred_by,referral_agreed_by,confirmed
            P-001,2026-01-26,Naam,Verzonnen,p1@example.org,,,partner,30,,,,,email,nl,marja@example.org,active,,,,,,,,,,,,,

            """
        );

        Assert.Empty(faults);
        Assert.Equal(1, await site.Count("caregiver", "first_name = 'Naam' and email = 'p1@example.org'"));
    }

    [Fact]
    public async Task Text_that_looks_like_a_formula_or_markup_is_stored_as_it_stands()
    {
        var note = "=HYPERLINK(\"\"http://x\"\");<b>\n'; drop table caregiver; --";

        var (_, faults) = await Import(
            "person,enrolled,first_name\n=1+1,2026-01-31,\"Ann \"\"O'Neil\"\" <b>\"\n",
            events: $"person,date,kind,by,note\n=1+1,2026-02-10,Other,caregiver,\"{note}\"\n"
        );

        Assert.Empty(faults);
        Assert.Equal(
            "Ann \"O'Neil\" <b>",
            await site.Value<string>("select first_name from caregiver where person = '=1+1'")
        );
        Assert.Equal(note.Replace("\"\"", "\""), await site.Value<string>("select note from event"));
    }

    [Fact]
    public async Task Names_ids_and_notes_that_are_too_long_are_refused_without_being_quoted()
    {
        var longName = new string('x', 5000);

        var (_, faults) = await Import(
            $"person,enrolled,first_name,last_name,phone,condition,email,language,coordinator\n{new string('i', 65)},2026-01-31,{longName},{longName},{longName},{longName},{longName}@example.org,{longName},{longName}\n",
            events: $"person,date,kind,by,note\np1,2026-02-10,Other,caregiver,{longName}\n"
        );

        Assert.Equal(
            ["condition", "coordinator", "email", "first_name", "language", "last_name", "note", "person", "phone"],
            faults.Select(fault => fault.Place.Split(' ')[^1]).Order(StringComparer.Ordinal)
        );
        Assert.Contains(faults, fault => fault.Message == "has 5000 characters; allowed are 100");
        Assert.Contains(faults, fault => fault.Message == "has 65 characters; allowed are 64");
        Assert.Contains(faults, fault => fault.Message == "has 5000 characters; allowed are 2000");
        Assert.Each(faults, fault => Assert.True(fault.ToString().Length < 250, fault.ToString()));
    }

    [Theory]
    [InlineData("An\u0007na")]
    [InlineData("An\u202Ena")]
    [InlineData("An\u2028na")]
    [InlineData("\"An\r\nBcc: x@example.org\"")]
    [InlineData("An\u200Bna")]
    public async Task Characters_that_cannot_be_seen_are_refused_in_names_and_ids(string name)
    {
        var (_, faults) = await Import($"person,enrolled,first_name,last_name\n{name},2026-01-31,{name},{name}\n");

        Assert.Equal(3, faults.Count);
        Assert.Each(faults, fault => Assert.Ends("allowed are visible characters on one line", fault.Message));
        Assert.Each(
            faults,
            fault =>
                Assert.DoesNotContain(fault.ToString(), c => char.IsControl(c) || c is '\u202E' or '\u2028' or '\u200B')
        );
    }

    [Fact]
    public void A_code_that_only_an_older_version_has_is_read()
    {
        var (old, newer) = (Some.Small(), Some.Small() with { Version = 2 });
        newer = newer with
        {
            Items =
            [
                .. newer.Items.Select(item => item with { Codes = [.. item.Codes.Where(code => code.Value < 3)] }),
            ],
        };
        File.WriteAllText(Path.Combine(folder.Name, "people.csv"), "person,enrolled\np1,2026-01-31\n");
        File.WriteAllText(Path.Combine(folder.Name, "asked.csv"), "person,date,instruments\np1,2026-01-31,small\n");
        File.WriteAllText(
            Path.Combine(folder.Name, "answers.csv"),
            "person,date,instrument,item,value\np1,2026-01-31,small,glad,3\n"
        );

        var read = FolderReader.Read(folder.Name, new Instruments([old, newer]), out var faults);

        Assert.Empty(faults);
        Assert.Equal(3, Assert.Single(read!.Answers[0].Rows).Value);
    }

    [Fact]
    public async Task Days_that_no_calendar_of_ours_reaches_are_refused()
    {
        var (_, faults) = await Import(
            "person,enrolled\np1,9999-12-31\np2,0001-01-01\n",
            "person,date,instruments\np1,9999-12-30,csi\n"
        );

        Assert.Equal(3, faults.Count);
        Assert.Each(faults, fault => Assert.Ends("allowed are days from 1900-01-01 to 2199-12-31", fault.Message));
    }

    [Theory]
    [InlineData("2026-02-29")]
    [InlineData("2026-00-10")]
    [InlineData("2026-13-01")]
    [InlineData("2026-04-31")]
    [InlineData("2026-04-00")]
    [InlineData("0000-01-01")]
    [InlineData("2026-1-001")]
    [InlineData("+026-01-01")]
    [InlineData("2026-01-0\u0661")]
    [InlineData("2026-01-01T25:00:00Z")]
    public async Task What_no_calendar_has_is_no_day(string text)
    {
        var (_, faults) = await Import($"person,enrolled\np1,{text}\n");

        Assert.Ends($"'{text}' is not a day; write 2026-03-31 or 2026-03-31T09:00:00Z", Assert.Single(faults).Message);
    }

    [Fact]
    public async Task The_day_that_leap_years_have_is_one()
    {
        var (_, faults) = await Import("person,enrolled,born\np1,2024-02-29,1960-02-29\n");

        Assert.Empty(faults);
    }

    [Fact]
    public async Task Forms_are_stored_beside_the_import_of_a_long_list_which_comes_in_by_whole_people()
    {
        // The other program tries at the same time, and the numbers that it takes must not be put back under it.
        site.Database.Rehearse = null;
        Write(LongList, LongAsked);
        using var other = await site.Installation.OpenDatabaseAsync();
        var import = Task.Run(async () => (await ImportFolder(into: other)).Faults);

        var (seen, longest) = (new HashSet<long>(), TimeSpan.Zero);
        while (!import.IsCompleted)
        {
            var begun = Stopwatch.StartNew();
            var (people, rounds) = await site.Write(async transaction =>
            {
                await ProbeTable.Touch(transaction);
                return (
                    await transaction.One<long>("select count(*) from caregiver"),
                    await transaction.One<long>("select count(*) from check_in")
                );
            });
            longest = longest > begun.Elapsed ? longest : begun.Elapsed;
            Assert.Equal(people, rounds);
            seen.Add(people);
        }

        Assert.Empty(await import);
        Assert.Equal(1700, await site.Count("caregiver", "true"));
        Assert.Contains(seen, people => people is > 0 and < 1700);
        // A part takes a tenth of it; the machine may be busy.
        Assert.InRange(longest, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task A_fault_in_the_last_row_of_a_long_list_leaves_out_the_first_too()
    {
        var (_, faults) = await Import(LongList, LongAsked + "nobody,2026-01-31,csi\n");

        Assert.Equal("'nobody' is not in people.csv and not in the store", Assert.Single(faults).Message);
        Assert.Equal(0, await site.Count("caregiver", "true"));
    }

    /// <summary>With how it found rows of a few it would look for those of many.</summary>
    [Fact]
    public async Task A_server_counts_a_long_list_while_it_comes_in()
    {
        using var server = TestInstallation.OnPostgres();
        Write(LongList, LongAsked);
        var read = FolderReader.Read(folder.Name, Some.Instruments, out _)!;
        var counted = new List<double>();

        await ImportFolder(
            into: server.Database,
            read: read with
            {
                ReadInParts = rows =>
                    read.InParts(rows)
                        .Select(part =>
                        {
                            counted.Add(
                                Awaited.Now(() =>
                                    server.Value<double>(
                                        "select reltuples::float8 from pg_class where oid = 'caregiver'::regclass"
                                    )
                                )
                            );
                            return part;
                        }),
            }
        );

        Assert.InRange(counted[^1], 300, 1700);
    }

    [Fact]
    public void Whoever_care_together_come_in_together_with_who_helps_there()
    {
        folder.Write(
            "situations.csv",
            "person,situation,role\np7,s1,primary\np450,s1,shared\np450,s2,primary\np3,s2,shared\n"
        );
        folder.Write("helpers.csv", "situation,name,kind,does,from,until\ns2,Ria,family,,,\ns1,Bep,family,,,\n");
        Write(LongList, LongAsked);
        var read = FolderReader.Read(folder.Name, Some.Instruments, out var faults);
        Assert.Empty(faults);

        var parts = read!.InParts(500).ToList();

        Assert.InRange(parts.Count, 80, 95);
        Assert.Equal(read.People, parts.SelectMany(part => part.People).OrderBy(row => row.Place.Row));
        var together = Assert.Single(parts, part => part.Situations.Count > 0);
        Assert.Equal(["p3", "p7", "p450"], together.Situations.Select(row => row.Person).Distinct().Order(Length));
        Assert.All(["p3", "p7", "p450"], person => Assert.Contains(together.People, row => row.Person == person));
        Assert.Equal(["Ria", "Bep"], together.Helpers.Select(row => row.Name));
    }

    private static readonly Comparer<string> Length = Comparer<string>.Create(
        (one, other) => one.Length.CompareTo(other.Length) is var by and not 0 ? by : string.CompareOrdinal(one, other)
    );

    private static string LongList =>
        "person,enrolled,phone\n"
        + string.Concat(Enumerable.Range(1, 1700).Select(number => $"p{number},2026-01-31,06 1\n"));

    private static string LongAsked =>
        "person,date,instruments\n"
        + string.Concat(Enumerable.Range(1, 1700).Select(number => $"p{number},2026-01-31,csi\n"));

    private async Task QueueLatest() =>
        await site.QueueInvitation(
            await site.Value<long>("select id from caregiver where person = 'p1'"),
            await site.Value<long>("select id from check_in where asked_on = '2026-02-28'")
        );

    private async Task<(ImportCounts Counts, IReadOnlyList<Fault> Faults)> Import(
        string people,
        string? asked = null,
        string? answers = null,
        string? events = null,
        bool dryRun = false
    )
    {
        Write(people, asked, answers, events);
        return await ImportFolder(dryRun);
    }

    private void Write(string people, string? asked = null, string? answers = null, string? events = null)
    {
        foreach (
            var (name, text) in new[]
            {
                ("people.csv", people),
                ("asked.csv", asked),
                ("answers.csv", answers),
                ("events.csv", events),
            }
        )
        {
            File.Delete(Path.Combine(folder.Name, name));
            if (text is not null)
                folder.Write(name, text);
        }
    }

    private async Task<(ImportCounts Counts, IReadOnlyList<Fault> Faults)> ImportFolder(
        bool dryRun = false,
        Database? into = null,
        ImportFolder? read = null
    )
    {
        IReadOnlyList<Fault> faults = [];
        read ??= FolderReader.Read(folder.Name, Some.Instruments, out faults);
        if (read is null)
            return (new ImportCounts(), faults);
        var importing = new Imports(
            into ?? site.Database,
            site.Installation.Settings,
            Some.Instruments,
            site.Installation.Plan,
            site.Time
        )
        {
            LongestWithoutTurn = TimeSpan.Zero,
        };
        var result = await importing.StoreAsync(read, dryRun);
        return (result.Counts, result.Faults);
    }
}
