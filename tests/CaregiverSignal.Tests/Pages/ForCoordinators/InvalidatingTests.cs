using CaregiverSignal.Answers;
using CaregiverSignal.Referrals;
using CaregiverSignal.Tests.OwnPage;

namespace CaregiverSignal.Tests.Pages.ForCoordinators;

/// <summary>Answers that a caregiver says are not theirs no longer count, and come back as they were (H-03).</summary>
public sealed class InvalidatingTests() : AtASite("2026-03-02")
{
    private const string Said = "Mijn man heeft dit ingevuld.";

    [Fact]
    public async Task A_coordinator_notes_it_with_a_reason()
    {
        var (anna, _) = await Answered(9);
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
        Assert.Has(Dutch("InvalidateModel.Saved"), els.Text);
        Assert.Contains(
            els.Timeline(),
            line =>
                line.StartsWith("Antwoorden van 2 maart 2026 tellen niet mee door Els", StringComparison.Ordinal)
                && line.EndsWith(Said, StringComparison.Ordinal)
        );
        Assert.Null(els.Page.QuerySelector("figure.trend"));
        Assert.Equal(0, await site.Count("response", "check_in_id is not null or caregiver_id is not null"));
        Assert.Equal(
            1,
            await site.Count("audit_log", $"action = 'set-aside' and object = 'answers' and caregiver_id = {anna}")
        );
    }

    [Fact]
    public async Task What_is_put_back_is_as_it_was_to_the_last_number()
    {
        var (_, checkIn) = await Answered(9);
        var before = await site.ContentButTheAuditLog();
        Assert.True(await Invalidate(checkIn));
        await site.RunJobs();
        Assert.NotEqual(before, await site.ContentButTheAuditLog());

        Assert.True(await PutBack(checkIn));
        await site.RunJobs();

        Assert.Equal(before, await site.ContentButTheAuditLog());
    }

    [Fact]
    public async Task It_is_neither_an_answer_nor_a_silence()
    {
        var anna = await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        for (var month = 0; month < 3; month++)
        {
            var checkIn = await site.AskAndAnswer(anna, csi: 2);
            Assert.True(await Invalidate(checkIn));
            Assert.False(await Invalidate(checkIn));
            site.Advance(TimeSpan.FromDays(30));
            await site.RunJobs();
        }

        Assert.Equal((0, 0), (await site.Count("signal"), await site.Count("staff_task", "kind = 'silent'")));
        var history = await site.HistoryOf(anna);
        Assert.Empty(history.Waves);
        // Positive control: left unanswered they would be one.
        await site.Sql("update check_in set invalidated_at = null");
        history = await site.HistoryOf(anna);
        Assert.Empty(history.Waves);
        await site.Sql("update check_in set closed_at = '2026-06-01T10:00:00.000Z'");
        history = await site.HistoryOf(anna);
        Assert.Equal(3, history.Waves.Count);
    }

    [Fact]
    public async Task An_open_signal_stays_and_says_that_these_answers_no_longer_count()
    {
        var (anna, checkIn) = await Answered(13, time: 1);
        var open = (await site.OpenSignal(anna))!;
        Assert.True(await Invalidate(checkIn));
        await site.RunJobs();

        Assert.Equal(open.Id, (await site.OpenSignal(anna))!.Id);
        Assert.Equal(open.Urgency, (await site.OpenSignal(anna))!.Urgency);
        var els = await (await site.SignedIn()).Open($"/zaak/{anna}");
        Assert.Has("die niet van Anna zijn.", els.Text);

        await els.Follow(Dutch("MoreModel.Title"));
        await els.Follow(Dutch("InvalidateModel.Title"));
        await els.Press(Dutch("Everywhere.PutBack") + ": 2 maart 2026");
        Assert.Has(Dutch("InvalidateModel.Saved.PutBack"), els.Text);
        Assert.Lacks("die niet van Anna zijn", els.Text);
        Assert.Equal(
            1,
            await site.Count("audit_log", $"action = 'confirm' and object = 'answers' and caregiver_id = {anna}")
        );
    }

    [Fact]
    public async Task Own_words_stay_readable_are_marked_for_staff_and_stand_on_the_own_page_as_they_were_given()
    {
        var anna = await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        var checkIn = await site.Ask(anna);
        await site.SaveCsi(checkIn, 3);
        await site.Want(checkIn, "no", "Het gaat prima met haar.");
        await site.Send(checkIn);
        await site.RunJobs();
        Assert.True(await Invalidate(checkIn));

        var els = await (await site.SignedIn()).Open($"/zaak/{anna}");
        Assert.Has(Dutch("CaseModel.Invalidated"), els.Text);
        Assert.Has("Het gaat prima met haar.", els.Text);
        var page = await site.OnOwnPageWithCode("persoon1@example.org");
        Assert.Has("Het gaat prima met haar.", page.Text);
    }

    [Fact]
    public async Task The_caregiver_says_so_on_their_own_page_and_somebody_reads_it_and_nothing_moves()
    {
        var (anna, _) = await Answered(3);
        var page = await site.OnOwnPageWithCode("persoon1@example.org");
        Assert.Has("Vulde iemand anders de vragen van 2 maart 2026 in?", page.Text);

        await page.Press(Dutch("MyPageModel.NotMine.Button"));
        Assert.Has(Dutch("MyPageModel.NotMine.Saved"), page.Text);

        Assert.Equal(
            (1, 0),
            (await site.Count("check_in", "answered_at is not null"), await site.Count("invalidated"))
        );
        Assert.Equal(1, await site.Count("staff_task", $"kind = 'told' and caregiver_id = {anna} and done_at is null"));
        Assert.Has(Dutch("EventWords.NotTheirs", "2 maart 2026"), (await site.SignedIn()).Text);
    }

    [Fact]
    public async Task The_own_page_shows_them_as_they_were_given_as_whoever_gave_them_may_read_along()
    {
        var (anna, checkIn) = await Answered(9);
        await site.AddAnswered(anna, new DateOnly(2025, 12, 2), null, site.Csi(3));
        var page = await site.OnOwnPageWithCode("persoon1@example.org");
        var before = Shown();
        Assert.NotEmpty(page.Page.QuerySelectorAll("svg"));

        Assert.True(await Invalidate(checkIn));
        await page.Open("/mijn");

        Assert.Equal(before, Shown());

        string Shown() => page.Text.Split("Wie keek naar mijn gegevens")[0];
    }

    [Fact]
    public async Task Once_others_were_typed_in_their_place_they_do_not_come_back_and_an_older_file_brings_none()
    {
        var (anna, checkIn) = await Answered(9);
        Assert.True(await Invalidate(checkIn));
        await site.Write(async transaction =>
        {
            var again = (await CheckInTable.Get(transaction, checkIn.Id))!;
            var typed = site.Given("csi", [.. site.Csi(2).Select(pair => (pair.Item1["csi.".Length..], pair.Item2))]);
            const string els = TestInstallation.CoordinatorEmail;
            await CheckInSubmission.Save(transaction, again, typed, els, site.Time, typedBy: els);
            Assert.True(await CheckInSubmission.Send(transaction, again, site.Time, site.Time.Today));
        });

        Assert.False(await PutBack(checkIn));
        var els = await (await site.SignedIn()).Open($"/zaak/{anna}/niet-ingevuld");
        Assert.Has(Dutch("InvalidateModel.Replaced"), els.Text);
        Assert.False((await site.Reread(checkIn)).IsInvalidated);
    }

    [Fact]
    public async Task Two_at_once_note_it_once_and_two_put_it_back_once()
    {
        var (_, checkIn) = await Answered(9);
        var noted = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Invalidate(checkIn))));
        Assert.Single(noted, isFirst => isFirst);
        Assert.Equal(1, await site.Count("invalidated"));

        var gone = (await site.Read(transaction => InvalidatedTable.Of(transaction, checkIn.CaregiverId))).Single();
        noted = await Task.WhenAll(
            Enumerable
                .Range(0, 4)
                .Select(_ =>
                    Task.Run(() => site.Write(transaction => Invalidations.PutBack(transaction, gone, site.Time)))
                )
        );
        Assert.Single(noted, isFirst => isFirst);
        Assert.Equal(0, await site.Count("response", "invalidated_id is not null"));
    }

    [Fact]
    public async Task Who_reads_along_on_the_own_page_learns_neither_that_it_was_noted_nor_why()
    {
        var (anna, _) = await Answered(9);
        var page = await site.OnOwnPageWithCode("persoon1@example.org");
        await page.Press(Dutch("MyPageModel.NotMine.Button"));
        var els = await (await site.SignedIn()).Open($"/zaak/{anna}/niet-ingevuld");
        await els.Write(Dutch("InvalidateModel.CheckIn"), "2 maart 2026")
            .Write(Dutch("InvalidateModel.Reason", "Anna"), Said)
            .Press(Dutch("InvalidateModel.SetAside"));
        await site.Sql(
            "insert into help (caregiver_id, kind, words, wanted_for, step, step_on, next_on, with_whom, proposed_on) "
                + $"values ({anna}, 'day-care', '', '', 'running', '2026-03-01', '2026-04-01', '', '2026-03-01')"
        );
        await site.Sql(
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
    public async Task What_rested_on_them_alone_keeps_no_later_alarm_silent()
    {
        var (anna, checkIn) = await Answered(13, time: 1);
        Assert.Equal(1, await site.Count("notification"));
        Assert.True(await Invalidate(checkIn));
        await site.RunJobs();
        await site.Sql($"update signal set closed_at = '2026-03-03T10:00:00.000Z' where caregiver_id = {anna}");
        site.Advance(TimeSpan.FromDays(17));
        await site.AskAndAnswer(anna, 13, 1);
        await site.RunJobs();

        Assert.Equal(2, await site.Count("notification"));
    }

    [Fact]
    public async Task Positive_control_answers_that_count_keep_the_next_the_same_silent()
    {
        var (anna, _) = await Answered(13, time: 1);
        await site.Sql($"update signal set closed_at = '2026-03-03T10:00:00.000Z' where caregiver_id = {anna}");
        site.Advance(TimeSpan.FromDays(17));
        await site.AskAndAnswer(anna, 13, 1);
        await site.RunJobs();

        Assert.Equal(1, await site.Count("notification"));
    }

    [Fact]
    public async Task Words_a_wish_who_typed_and_what_was_said_of_help_go_with_them_and_come_back()
    {
        var anna = await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        var els = await site.Coordinator();
        var checkIn = await site.Ask(anna);
        await site.SaveCsi(checkIn, 3);
        await site.Want(checkIn, "yes", "gaat prima");
        await site.Send(checkIn);
        await site.RunJobs();
        await site.Sql(
            $"update check_in set typed_by = {els}, typed_way = 'paper', typed_answered_on = '2026-03-02', "
                + $"typed_saved_at = '2026-03-02T10:00:00.000Z' where id = {checkIn.Id}"
        );
        await site.Sql(
            "insert into help (caregiver_id, kind, words, wanted_for, step, step_on, next_on, with_whom, proposed_on) "
                + $"values ({anna}, 'day-care', '', '', 'said', '2026-03-02', '2026-03-04', '', '2026-02-01')"
        );
        await site.Sql(
            "insert into help_step (help_id, caregiver_id, step, done_on, note, at) "
                + $"values (1, {anna}, 'running', '2026-02-01', '', '2026-02-01T10:00:00.000Z')"
        );
        await site.Sql(
            "insert into help_step (help_id, caregiver_id, step, done_on, helped, note, check_in_id, at) "
                + $"values (1, {anna}, 'said', '2026-03-02', 'no', '', {checkIn.Id}, '2026-03-02T10:00:00.000Z')"
        );
        var before = await site.ContentButTheAuditLog();

        Assert.True(await Invalidate(checkIn));
        Assert.Equal(1, await site.Count("check_in", "own_words is null and words_by is null and call_me is null"));
        Assert.Equal(
            (0, 1),
            (await site.Count("check_in", "typed_by is not null"), await site.Count("help", "step = 'running'"))
        );
        Assert.Single(await site.Read(transaction => HelpTable.StepsOf(transaction, anna)));
        Assert.False(await site.Read(transaction => HelpTable.IsSaidIn(transaction, checkIn.Id)));

        Assert.True(await PutBack(checkIn));
        await site.RunJobs();
        Assert.Equal(before, await site.ContentButTheAuditLog());
    }

    [Fact]
    public async Task The_silence_that_they_ended_goes_on()
    {
        var anna = await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        for (var month = 0; month < 2; month++)
        {
            await site.Ask(anna);
            site.Advance(TimeSpan.FromDays(30));
            await site.RunJobs();
        }

        Assert.Equal(1, await site.Count("staff_task", "kind = 'silent' and done_at is null"));
        var checkIn = await site.AskAndAnswer(anna, csi: 2);
        Assert.Equal(0, await site.Count("staff_task", "kind = 'silent' and done_at is null"));

        Assert.True(await Invalidate(checkIn));
        Assert.Equal(1, await site.Count("staff_task", "kind = 'silent' and done_at is null"));
        Assert.True(await PutBack(checkIn));
        Assert.Equal(0, await site.Count("staff_task", "kind = 'silent' and done_at is null"));
    }

    private async Task<(long Anna, CheckIn CheckIn)> Answered(int csi, int? time = null)
    {
        var anna = await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        await site.Coordinator();
        var checkIn = await site.AskAndAnswer(anna, csi, time);
        await site.RunJobs();
        return (anna, await site.Reread(checkIn));
    }

    private async Task<bool> Invalidate(CheckIn checkIn)
    {
        var els = await site.Coordinator();
        return await site.Write(async transaction =>
            await Invalidations.Invalidate(
                transaction,
                (await CheckInTable.Get(transaction, checkIn.Id))!,
                els,
                Said,
                site.Time
            )
        );
    }

    private Task<bool> PutBack(CheckIn checkIn) =>
        site.Write(async transaction =>
            await Invalidations.PutBack(
                transaction,
                (await InvalidatedTable.Of(transaction, checkIn.CaregiverId)).First(invalidated =>
                    invalidated.CheckInId == checkIn.Id
                ),
                site.Time
            )
        );
}
