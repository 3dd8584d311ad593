using CaregiverSignal.Cases;
using CaregiverSignal.Networks;
using CaregiverSignal.Referrals;

namespace CaregiverSignal.Tests.Happenings;

/// <summary>
/// Help that fails or falls away comes to the same, on whichever page a colleague notes it (C-09, C-11).
/// </summary>
public sealed class HelpDoorsTests : IDisposable, IAsyncLifetime
{
    private readonly TestInstallation site = Some.Installation().On("2026-03-03");
    private long coordinator;
    private long sanne;

    public async ValueTask InitializeAsync()
    {
        coordinator = await site.Coordinator();
        sanne = await site.AddCaregiver("sanne", nextDueOn: new DateOnly(2027, 1, 1));
        await site.CaresForPartner(sanne);
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    public void Dispose() => site.Dispose();

    [Fact]
    public async Task A_respite_that_failed_opens_a_case_with_a_day_by_a_step_and_by_the_page_alike()
    {
        await site.AddHelp(sanne, "short-stay");
        await Write(async transaction =>
            await HelpChanges.Take(
                transaction,
                (await HelpTable.Of(transaction, sanne))[0],
                new NewStep(HelpStep.Failed, site.Time.Today, null, HelpReason.RefusesStrangers),
                coordinator,
                site.Time
            )
        );
        var byStep = await Rows();

        var other = await site.AddCaregiver("other", nextDueOn: new DateOnly(2027, 1, 1));
        await site.CaresForPartner(other);
        await Write(transaction =>
            Happen.Tell(
                transaction,
                new Telling(other, [EventKind.RespiteFailed], site.Time.Today, Way.Colleague),
                site.Time
            )
        );

        Assert.Equal(" 2026-03-10", byStep);
        Assert.Equal(byStep, await Rows(other));
        // The step said of which help it was.
        Assert.Equal(0, await site.Count("help_step", "step = 'heard'"));
    }

    [Fact]
    public async Task A_respite_that_failed_leaves_the_same_day_where_the_caregiver_told_it_before_the_step()
    {
        await site.AddHelp(sanne, "short-stay");
        await Write(transaction =>
            Happen.Tell(
                transaction,
                new Telling(sanne, [EventKind.RespiteFailed], site.Time.Today, Way.Link),
                site.Time
            )
        );
        await Write(async transaction =>
            await HelpChanges.Take(
                transaction,
                (await HelpTable.Of(transaction, sanne))[0],
                new NewStep(HelpStep.Failed, site.Time.Today, null, HelpReason.RefusesStrangers),
                coordinator,
                site.Time
            )
        );

        Assert.Equal(" 2026-03-10", await Rows());
        Assert.Equal(1, await site.Count("event", "kind = 'RespiteFailed'"));
    }

    [Fact]
    public async Task A_respite_that_failed_in_a_contact_is_looked_at_on_the_day_that_was_agreed_and_asks_which_it_was()
    {
        await site.AddHelp(sanne, "short-stay");
        await site.AddHelp(sanne, "peer-group");
        await Contact(EventKind.RespiteFailed);

        Assert.Equal(" 2026-03-24", await Rows());
        Assert.Equal(
            "short-stay",
            await site.Joined(
                "select help.kind from help_step join help on help.id = help_step.help_id where help_step.step = 'heard'"
            )
        );
    }

    public static TheoryData<EventKind> Arranged => [.. Arrangements.All];

    [Theory]
    [MemberData(nameof(Arranged))]
    public async Task What_a_contact_notes_of_help_is_stored_as_a_colleague_notes_it_with_the_day_that_was_agreed(
        EventKind kind
    )
    {
        var kindOfHelp = kind.Code().StartsWith("Respite", StringComparison.Ordinal) ? "short-stay" : "peer-group";
        await site.AddHelp(sanne, kindOfHelp);
        await Contact(kind);

        Assert.Equal(" 2026-03-24", await Rows());
        Assert.Equal(1, await site.Count("event", $"kind = '{kind.Code()}' and reported_by = 'coordinator'"));
        var after = Consequences.Of(
            new Happening(kind, site.Time.Today, Way.Colleague),
            new Concerned(CaregiverStatus.Active)
        );
        Assert.Equal(
            after.Help == HelpAfter.WhichIsAsked ? kindOfHelp : "",
            await site.Joined(
                "select help.kind from help_step join help on help.id = help_step.help_id where help_step.step = 'heard'"
            )
        );
        Assert.Equal(0, await site.Count("staff_task", "done_at is null and kind not in ('help', 'after-event')"));
    }

    public static TheoryData<string, HelpStep> Steps
    {
        get
        {
            var steps = new TheoryData<string, HelpStep>();
            foreach (var kind in new[] { "short-stay", "peer-group" })
            foreach (var step in new[] { HelpStep.Kept, HelpStep.Changed, HelpStep.Ended, HelpStep.Failed })
                steps.Add(kind, step);
            return steps;
        }
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task A_step_of_help_leaves_what_was_decided_for_what_it_means(string kind, HelpStep step)
    {
        await site.AddHelp(sanne, kind);
        var help = await site.Read(async transaction => (await HelpTable.Of(transaction, sanne))[0]);
        var happened = HelpRoad.EventOf(help, step);

        await Write(transaction =>
            HelpChanges.Take(
                transaction,
                help,
                new NewStep(
                    step,
                    site.Time.Today,
                    HelpRoad.IsEnd(step) ? null : new DateOnly(2026, 4, 3),
                    HelpReason.RefusesStrangers
                ),
                coordinator,
                site.Time
            )
        );

        Assert.Equal(happened?.Code() ?? "", await site.Joined("select kind from event"));
        var isLookedAt =
            happened is { } of
            && Consequences
                .Of(new Happening(of, site.Time.Today, Way.Colleague), new Concerned(CaregiverStatus.Active))
                .Row != RowAfter.None;
        Assert.Equal(isLookedAt ? " 2026-03-10" : "", await Rows());
    }

    [Fact]
    public async Task Who_helped_and_drops_out_leaves_a_day_with_all_who_care_there_until_it_is_taken_back()
    {
        var bram = await site.AddCaregiver("bram", "Bram", nextDueOn: new DateOnly(2027, 1, 1));
        var situation = await Write(async transaction => await CareSituations.OwnOf(transaction, sanne));
        await Write(transaction =>
            CareSituations.Add(
                transaction,
                new CareFacts { CaregiverId = bram, Situation = situation },
                null,
                site.Time
            )
        );
        foreach (var name in new[] { "Truus", "Wim" })
            await Write(async transaction =>
            {
                await HelperTable.Save(transaction, new Helper { Situation = situation, Name = name });
                await HelpChanges.DropOut(
                    transaction,
                    await HelperOf(transaction, name),
                    site.Time.Today,
                    Way.Colleague,
                    site.Time
                );
            });

        Assert.Equal((" 2026-03-10", " 2026-03-10"), (await Rows(), await Rows(bram)));
        // Two who went are two losses.
        Assert.Equal(4, await site.Count("event", "kind = 'HelperLost'"));

        foreach (var name in new[] { "Wim", "Truus" })
            await Write(async transaction =>
                await HelpChanges.GoOn(transaction, await HelperOf(transaction, name), site.Time)
            );

        Assert.Equal(("", ""), (await Rows(), await Rows(bram)));
        Assert.Equal(0, await site.Count("event", "kind = 'HelperLost'"));

        async Task<Helper> HelperOf(Transaction transaction, string name) =>
            (await HelperTable.Of(transaction, situation)).Single(helper => helper.Name == name);
    }

    [Theory]
    [InlineData(true, "told 2026-03-04")]
    [InlineData(false, "")]
    public async Task A_circle_that_halved_is_read_by_staff_where_they_may_see_it(bool maySee, string expected)
    {
        foreach (var name in new[] { "Bea", "Jan", "Kim", "Lot", "Mo" })
            await Write(transaction =>
                Ties.Save(transaction, new Tie { CaregiverId = sanne, Name = name }, site.Time.Today.AddDays(-60))
            );
        if (maySee)
            await Write(transaction =>
                NetworkConsent.Give(transaction, sanne, ConsentWay.Page, coordinator, site.Time.Today, site.Time.Now)
            );

        foreach (var tie in (await site.Read(transaction => Ties.Open(transaction, sanne))).Take(4))
            await Write(transaction =>
                HelpChanges.LeaveCircle(transaction, sanne, tie.Id, Way.Link, Language.Dutch, site.Time)
            );

        Assert.Equal(expected, await site.Joined("select kind || ' ' || due_on from staff_task where done_at is null"));
        // It halves once.
        Assert.Equal(maySee ? 1 : 0, await site.Count("event", "kind = 'HelperLost'"));
    }

    /// <summary>Spoken with in a case that is followed, and agreed for 24 March.</summary>
    private async Task Contact(EventKind arranged)
    {
        var signal = await Write(transaction =>
            SignalTable.Follow(transaction, sanne, site.Time.Today, site.Time.Now, new DateOnly(2026, 3, 20))
        );
        await Write(async transaction =>
            await CaseActions.RecordContact(
                transaction,
                (await SignalTable.Get(transaction, signal))!,
                coordinator,
                new RecordedContact(ContactWay.Spoken, "", new DateOnly(2026, 3, 24), arranged),
                site.Time.Still()
            )
        );
    }

    private async Task<T> Write<T>(Func<Transaction, Task<T>> write) => await site.Write(write);

    private Task Write(Func<Transaction, Task> write) =>
        site.Write(async transaction =>
        {
            await write(transaction);
            return true;
        });

    private Task<string> Rows(long? caregiver = null) =>
        site.Joined(
            $"select kinds || ' ' || coalesce(next_on, '') from signal where caregiver_id = {caregiver ?? sanne} and closed_at is null"
        );
}
