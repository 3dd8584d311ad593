using CaregiverSignal.Answers;
using CaregiverSignal.Referrals;
using CaregiverSignal.Scores;
using CaregiverSignal.Tests.OwnPage;

namespace CaregiverSignal.Tests.Pages.ForCoordinators;

/// <summary>Answers that a caregiver says are not theirs no longer count, and come back as they were (H-03).</summary>
public sealed class InvalidatingTests() : AtASite("2026-03-02")
{
    private const string Said = "Mijn man heeft dit ingevuld.";

    [Fact]
    public async Task A_coordinator_notes_it_with_a_reason()
    {
        var (anna, _) = Answered(9);
        var els = await (await site.SignedIn()).Open($"/zaak/{anna}");
        Assert.NotNull(els.Page.QuerySelector("figure.trend"));
        await els.Follow(Dutch("MoreModel.Title"));
        await els.Follow(Dutch("InvalidateModel.Title"));

        await els.Press(Dutch("InvalidateModel.SetAside"));
        Assert.Equal(HttpStatusCode.BadRequest, els.Status);
        Assert.Has(Dutch("InvalidateModel.Error.CheckIn"), els.Text);
        Assert.Has(Dutch("InvalidateModel.Error.Reason"), els.Text);

        await els.Write(Dutch("InvalidateModel.CheckIn"), "2 maart 2026")
            .Write(Dutch("InvalidateModel.Reason", "Anna"), Said)
            .Press(Dutch("InvalidateModel.SetAside"));
        Assert.Has(Dutch("Everywhere.Saved"), els.Text);
        Assert.Contains(
            els.Timeline(),
            line =>
                line.StartsWith("Antwoorden van 2 maart 2026 tellen niet mee door Els", StringComparison.Ordinal)
                && line.EndsWith(Said, StringComparison.Ordinal)
        );
        Assert.Null(els.Page.QuerySelector("figure.trend"));
        Assert.Equal(0, site.Count("response", "check_in_id is not null or caregiver_id is not null"));
        Assert.Equal(
            1,
            site.Count("audit_log", $"action = 'set-aside' and object = 'answers' and caregiver_id = {anna}")
        );
    }

    [Fact]
    public void What_is_put_back_is_as_it_was_to_the_last_number()
    {
        var (_, checkIn) = Answered(9);
        var before = site.ContentButTheAuditLog();
        Assert.True(Invalidate(checkIn));
        site.RunJobs();
        Assert.NotEqual(before, site.ContentButTheAuditLog());

        Assert.True(PutBack(checkIn));
        site.RunJobs();

        Assert.Equal(before, site.ContentButTheAuditLog());
    }

    [Fact]
    public void It_is_neither_an_answer_nor_a_silence()
    {
        var anna = site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        for (var month = 0; month < 3; month++)
        {
            var checkIn = site.AskAndAnswer(anna, csi: 2);
            Assert.True(Invalidate(checkIn));
            Assert.False(Invalidate(checkIn));
            site.Advance(TimeSpan.FromDays(30));
            site.RunJobs();
        }

        Assert.Equal((0, 0), (site.Count("signal"), site.Count("staff_task", "kind = 'silent'")));
        var history = site.HistoryOf(anna);
        Assert.Empty(history.Waves);
        // Positive control: left unanswered they would be one.
        site.Sql("update check_in set invalidated_at = null");
        history = site.HistoryOf(anna);
        Assert.Empty(history.Waves);
        site.Sql("update check_in set closed_at = '2026-06-01T10:00:00.000Z'");
        history = site.HistoryOf(anna);
        Assert.Equal(3, history.Waves.Count);
    }

    [Fact]
    public async Task An_open_signal_stays_and_says_that_these_answers_no_longer_count()
    {
        var (anna, checkIn) = Answered(13, time: 1);
        var open = site.OpenSignal(anna)!;
        Assert.True(Invalidate(checkIn));
        site.RunJobs();

        Assert.Equal(open.Id, site.OpenSignal(anna)!.Id);
        Assert.Equal(open.Urgency, site.OpenSignal(anna)!.Urgency);
        var els = await (await site.SignedIn()).Open($"/zaak/{anna}");
        Assert.Has("die niet van Anna zijn.", els.Text);

        await els.Follow(Dutch("MoreModel.Title"));
        await els.Follow(Dutch("InvalidateModel.Title"));
        await els.Press(Dutch("Everywhere.PutBack") + ": 2 maart 2026");
        Assert.Has(Dutch("Everywhere.Saved"), els.Text);
        Assert.Lacks("die niet van Anna zijn", els.Text);
        Assert.Equal(
            1,
            site.Count("audit_log", $"action = 'confirm' and object = 'answers' and caregiver_id = {anna}")
        );
    }

    [Fact]
    public async Task Own_words_stay_readable_are_marked_for_staff_and_stand_on_the_own_page_as_they_were_given()
    {
        var anna = site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        var checkIn = site.Ask(anna);
        site.SaveCsi(checkIn, 3);
        site.Want(checkIn, "no", "Het gaat prima met haar.");
        site.Send(checkIn);
        site.RunJobs();
        Assert.True(Invalidate(checkIn));

        var els = await (await site.SignedIn()).Open($"/zaak/{anna}");
        Assert.Has(Dutch("CaseModel.Invalidated"), els.Text);
        Assert.Has("Het gaat prima met haar.", els.Text);
        var page = await site.OnOwnPageWithCode("persoon1@example.org");
        Assert.Has("Het gaat prima met haar.", page.Text);
    }

    [Fact]
    public async Task The_caregiver_says_so_on_their_own_page_and_somebody_reads_it_and_nothing_moves()
    {
        var (anna, _) = Answered(3);
        var page = await site.OnOwnPageWithCode("persoon1@example.org");
        Assert.Has("Vulde iemand anders de vragen van 2 maart 2026 in?", page.Text);

        await page.Press(Dutch("MyPageModel.NotMine.Button"));
        Assert.Has(Dutch("MyPageModel.NotMine.Saved"), page.Text);

        Assert.Equal((1, 0), (site.Count("check_in", "answered_at is not null"), site.Count("invalidated")));
        Assert.Equal(1, site.Count("staff_task", $"kind = 'told' and caregiver_id = {anna} and done_at is null"));
        Assert.Has(Dutch("EventWords.NotTheirs", "2 maart 2026"), (await site.SignedIn()).Text);
    }

    [Fact]
    public async Task The_own_page_shows_them_as_they_were_given_as_whoever_gave_them_may_read_along()
    {
        var (anna, checkIn) = Answered(9);
        site.AddAnswered(anna, new DateOnly(2025, 12, 2), null, site.Csi(3));
        var page = await site.OnOwnPageWithCode("persoon1@example.org");
        var before = Shown();
        Assert.NotEmpty(page.Page.QuerySelectorAll("svg"));

        Assert.True(Invalidate(checkIn));
        await page.Open("/mijn");

        Assert.Equal(before, Shown());

        string Shown() => page.Text.Split("Wie keek naar mijn gegevens")[0];
    }

    [Fact]
    public async Task Once_others_were_typed_in_their_place_they_do_not_come_back_and_an_older_file_brings_none()
    {
        var (anna, checkIn) = Answered(9);
        Assert.True(Invalidate(checkIn));
        site.Write(transaction =>
        {
            var again = CheckInTable.Get(transaction, checkIn.Id)!;
            var typed = site.Given("csi", [.. site.Csi(2).Select(pair => (pair.Item1["csi.".Length..], pair.Item2))]);
            const string els = TestInstallation.CoordinatorEmail;
            CheckInSubmission.Save(transaction, again, typed, els, site.Time, typedBy: els);
            Assert.True(CheckInSubmission.Send(transaction, again, site.Time, site.Time.Today));
        });

        Assert.False(PutBack(checkIn));
        var els = await (await site.SignedIn()).Open($"/zaak/{anna}/niet-ingevuld");
        Assert.Has(Dutch("InvalidateModel.Replaced"), els.Text);
        Assert.False(site.Reread(checkIn).IsInvalidated);
    }

    [Fact]
    public void Two_at_once_note_it_once_and_two_put_it_back_once()
    {
        var (_, checkIn) = Answered(9);
        var noted = new bool[4];
        Parallel.For(0, noted.Length, place => noted[place] = Invalidate(checkIn));
        Assert.Single(noted, isFirst => isFirst);
        Assert.Equal(1, site.Count("invalidated"));

        var gone = site.Read(transaction => InvalidatedTable.Of(transaction, checkIn.CaregiverId)).Single();
        Parallel.For(
            0,
            noted.Length,
            place => noted[place] = site.Write(transaction => Invalidations.PutBack(transaction, gone, site.Time))
        );
        Assert.Single(noted, isFirst => isFirst);
        Assert.Equal(0, site.Count("response", "invalidated_id is not null"));
    }

    [Fact]
    public async Task Who_reads_along_on_the_own_page_learns_neither_that_it_was_noted_nor_why()
    {
        var (anna, _) = Answered(9);
        var page = await site.OnOwnPageWithCode("persoon1@example.org");
        await page.Press(Dutch("MyPageModel.NotMine.Button"));
        var els = await (await site.SignedIn()).Open($"/zaak/{anna}/niet-ingevuld");
        await els.Write(Dutch("InvalidateModel.CheckIn"), "2 maart 2026")
            .Write(Dutch("InvalidateModel.Reason", "Anna"), Said)
            .Press(Dutch("InvalidateModel.SetAside"));
        site.Sql(
            "insert into help (caregiver_id, kind, words, wanted_for, step, step_on, next_on, with_whom, proposed_on) "
                + $"values ({anna}, 'day-care', '', '', 'running', '2026-03-01', '2026-04-01', '', '2026-03-01')"
        );
        site.Sql(
            "insert into help_step (help_id, caregiver_id, step, done_on, note, at) "
                + $"values (1, {anna}, 'running', '2026-03-01', 'men werkt tegen', '2026-03-01T10:00:00.000Z')"
        );

        page = await site.OnOwnPageWithCode("persoon1@example.org");
        var texts = new List<string> { page.Text };
        await page.Open("/mijn/afschrift");
        Assert.Has(Dutch("CopyModel.Answered", ("dag", "2 maart 2026"), ("antwoord", "2 maart 2026")), page.Text);
        texts.Add(page.Text);
        foreach (
            var held in new[]
            {
                Said,
                "invalidate",
                "iemand anders de vragen had",
                "tellen niet mee",
                "niet van mij",
                "men werkt tegen",
            }
        )
            Assert.All(texts, text => Assert.Lacks(held, text));
    }

    [Fact]
    public void What_rested_on_them_alone_keeps_no_later_alarm_silent()
    {
        var (anna, checkIn) = Answered(13, time: 1);
        Assert.Equal(1, site.Count("notification"));
        Assert.True(Invalidate(checkIn));
        site.RunJobs();
        site.Sql($"update signal set closed_at = '2026-03-03T10:00:00.000Z' where caregiver_id = {anna}");
        site.Advance(TimeSpan.FromDays(17));
        site.AskAndAnswer(anna, 13, 1);
        site.RunJobs();

        Assert.Equal(2, site.Count("notification"));
    }

    [Fact]
    public void Positive_control_answers_that_count_keep_the_next_the_same_silent()
    {
        var (anna, _) = Answered(13, time: 1);
        site.Sql($"update signal set closed_at = '2026-03-03T10:00:00.000Z' where caregiver_id = {anna}");
        site.Advance(TimeSpan.FromDays(17));
        site.AskAndAnswer(anna, 13, 1);
        site.RunJobs();

        Assert.Equal(1, site.Count("notification"));
    }

    [Fact]
    public void Words_a_wish_who_typed_and_what_was_said_of_help_go_with_them_and_come_back()
    {
        var anna = site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        var els = site.Coordinator();
        var checkIn = site.Ask(anna);
        site.SaveCsi(checkIn, 3);
        site.Want(checkIn, "yes", "gaat prima");
        site.Send(checkIn);
        site.RunJobs();
        site.Sql(
            $"update check_in set typed_by = {els}, typed_way = 'paper', typed_answered_on = '2026-03-02', "
                + $"typed_saved_at = '2026-03-02T10:00:00.000Z' where id = {checkIn.Id}"
        );
        site.Sql(
            "insert into help (caregiver_id, kind, words, wanted_for, step, step_on, next_on, with_whom, proposed_on) "
                + $"values ({anna}, 'day-care', '', '', 'said', '2026-03-02', '2026-03-04', '', '2026-02-01')"
        );
        site.Sql(
            "insert into help_step (help_id, caregiver_id, step, done_on, note, at) "
                + $"values (1, {anna}, 'running', '2026-02-01', '', '2026-02-01T10:00:00.000Z')"
        );
        site.Sql(
            "insert into help_step (help_id, caregiver_id, step, done_on, helped, note, check_in_id, at) "
                + $"values (1, {anna}, 'said', '2026-03-02', 'no', '', {checkIn.Id}, '2026-03-02T10:00:00.000Z')"
        );
        var before = site.ContentButTheAuditLog();

        Assert.True(Invalidate(checkIn));
        Assert.Equal(1, site.Count("check_in", "own_words is null and words_by is null and call_me is null"));
        Assert.Equal((0, 1), (site.Count("check_in", "typed_by is not null"), site.Count("help", "step = 'running'")));
        Assert.Single(site.Read(transaction => HelpTable.StepsOf(transaction, anna)));
        Assert.False(site.Read(transaction => HelpTable.IsSaidIn(transaction, checkIn.Id)));

        Assert.True(PutBack(checkIn));
        site.RunJobs();
        Assert.Equal(before, site.ContentButTheAuditLog());
    }

    [Fact]
    public void The_silence_that_they_ended_goes_on()
    {
        var anna = site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        for (var month = 0; month < 2; month++)
        {
            site.Ask(anna);
            site.Advance(TimeSpan.FromDays(30));
            site.RunJobs();
        }

        Assert.Equal(1, site.Count("staff_task", "kind = 'silent' and done_at is null"));
        var checkIn = site.AskAndAnswer(anna, csi: 2);
        Assert.Equal(0, site.Count("staff_task", "kind = 'silent' and done_at is null"));

        Assert.True(Invalidate(checkIn));
        Assert.Equal(1, site.Count("staff_task", "kind = 'silent' and done_at is null"));
        Assert.True(PutBack(checkIn));
        Assert.Equal(0, site.Count("staff_task", "kind = 'silent' and done_at is null"));
    }

    private (long Anna, CheckIn CheckIn) Answered(int csi, int? time = null)
    {
        var anna = site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        site.Coordinator();
        var checkIn = site.AskAndAnswer(anna, csi, time);
        site.RunJobs();
        return (anna, site.Reread(checkIn));
    }

    private bool Invalidate(CheckIn checkIn)
    {
        var els = site.Coordinator();
        return site.Write(transaction =>
            Invalidations.Invalidate(transaction, CheckInTable.Get(transaction, checkIn.Id)!, els, Said, site.Time)
        );
    }

    private bool PutBack(CheckIn checkIn) =>
        site.Write(transaction =>
            Invalidations.PutBack(
                transaction,
                InvalidatedTable
                    .Of(transaction, checkIn.CaregiverId)
                    .First(invalidated => invalidated.CheckInId == checkIn.Id),
                site.Time
            )
        );
}
