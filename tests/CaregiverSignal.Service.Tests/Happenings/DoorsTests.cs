using CaregiverSignal.AuditLogs;
using CaregiverSignal.Caseload;
using CaregiverSignal.Cases;
using CaregiverSignal.Forms;
using CaregiverSignal.Import;
using CaregiverSignal.Web.Sessions;

namespace CaregiverSignal.Tests.Happenings;

/// <summary>
/// Each kind of what happens through each door, with one, two and three people cared for and one or two who care: what
/// stands in the store afterwards is what <see cref="Consequences"/> says for that way, for each whom it concerns.
/// </summary>
public sealed class DoorsTests
{
    private static readonly DateOnly Today = new(2026, 3, 3);
    private static readonly DateOnly Next = new(2026, 3, 4);

    private static readonly EventKind[] Kinds = [.. Consequences.Told, EventKind.CareCollapse, EventKind.RespiteEnded];

    public static TheoryData<Way, int, int> Each
    {
        get
        {
            var each = new TheoryData<Way, int, int>();
            foreach (var way in new[] { Way.Link, Way.Colleague, Way.File })
            foreach (var cares in new[] { 1, 2, 3 })
            foreach (var carers in new[] { 1, 2 })
                each.Add(way, cares, carers);
            return each;
        }
    }

    [Theory]
    [MemberData(nameof(Each))]
    public async Task What_follows_is_what_was_decided(Way way, int cares, int carers)
    {
        using var site = Some.Installation().On("2026-03-03");
        var families = (await Kinds.SelectAsync(kind => Family.In(site, kind, cares, carers))).ToList();

        foreach (var family in families)
            await Tell(site, family, way);
        await site.RunJobs();

        await Assert.Each(
            families,
            async family =>
            {
                var fact = new Happening(family.Kind, Today, way);
                Assert.Equal(
                    Expected(fact, new Concerned(CaregiverStatus.Active, CaresForOthers: cares > 1)),
                    await Stored(site, family.Teller)
                );
                if (family.Other is { } other)
                    Assert.Equal(
                        Consequences.ConcernsAll(family.Kind)
                            ? Expected(fact, new Concerned(CaregiverStatus.Active, IsTeller: false))
                            : Expected(
                                new Happening(EventKind.Other, Today, Way.Colleague),
                                new(CaregiverStatus.Active)
                            ),
                        await Stored(site, other)
                    );
            }
        );
    }

    [Fact]
    public async Task Told_twice_by_two_it_is_one_thing_and_taken_back_by_a_colleague_it_never_was()
    {
        using var site = Some.Installation().On("2026-03-03");
        var family = await Family.In(site, EventKind.Death, cares: 1, carers: 2);
        var before = (await Stored(site, family.Teller), await Stored(site, family.Other!.Value));

        await Tell(site, family, Way.Link);
        Assert.Equal("paused 2026-03-17; ask-first 2026-03-04", await Stored(site, family.Other!.Value));
        await Tell(site, await family.AsOther(site), Way.Link);
        Assert.Equal("aftercare; care-ended 2026-03-04", await Stored(site, family.Other!.Value));

        await TakeBack(site, family.Teller);
        Assert.Equal(before.Item1, await Stored(site, family.Teller));
    }

    [Fact]
    public async Task A_colleague_who_notes_it_after_a_talk_confirms_it_for_all()
    {
        using var site = Some.Installation().On("2026-03-03");
        var family = await Family.In(site, EventKind.Death, cares: 1, carers: 2);
        await site.Sql("update caregiver set red_on = '2026-03-01'");

        await Tell(site, family, Way.Link);
        Assert.Equal("paused 2026-03-17; ask-first 2026-03-04", await Stored(site, family.Teller));
        await Tell(site, await family.AsOther(site), Way.Colleague);

        Assert.Equal("aftercare; care-ended 2026-03-04", await Stored(site, family.Teller));
        Assert.Equal("aftercare; signal  2026-03-04", await Stored(site, family.Other!.Value));
    }

    [Fact]
    public async Task A_talk_with_who_told_it_confirms_it_for_all_and_goes_back_with_what_was_told()
    {
        using var site = Some.Installation().On("2026-03-03");
        var family = await Family.In(site, EventKind.Death, cares: 1, carers: 2);
        var (teller, other, coordinator) = (family.Teller, family.Other!.Value, await site.Coordinator());
        await site.Sql("update caregiver set red_on = '2026-03-01' where id = @other", new { other });
        await Tell(site, family, Way.Link);
        Assert.Equal("aftercare; care-ended 2026-03-04", await Stored(site, teller));
        Assert.True((await OpenTaskTableOf(teller)).Single(task => task.Kind == StaffTaskKind.CareEnded).IsAwaited);
        site.Advance(TimeSpan.FromHours(1));

        await Contact(ContactWay.NotReached);
        Assert.Equal("paused 2026-03-17; ask-first 2026-03-04", await Stored(site, other));
        site.Advance(TimeSpan.FromHours(1));
        await Contact(ContactWay.Spoken);

        Assert.Equal("aftercare; care-ended 2026-03-04", await Stored(site, other));
        Assert.Equal(1, await site.Count("caregiver", $"id = {other} and red_on = '2026-03-01'"));
        Assert.Null(await site.Read(transaction => StepTakenBack.Find(transaction, teller, coordinator, site.Time)));
        await TakeBack(site, teller);
        Assert.Equal(0, await site.Count("event", "kind = 'Death'"));
        Assert.Equal(0, await site.Count("caregiver", "status = 'aftercare'"));

        Task<IReadOnlyList<OpenTask>> OpenTaskTableOf(long caregiver) =>
            site.Read(transaction => OpenTaskTable.OfOne(transaction, caregiver, site.Time));

        Task Contact(ContactWay way) =>
            site.Write(async transaction =>
                await CaseActions.RecordContact(
                    transaction,
                    (
                        await SignalTable.Get(
                            transaction,
                            (await SignalTable.OpenOf(transaction, teller))?.Id
                                ?? await SignalTable.Follow(transaction, teller, site.Time.Today, site.Time.Now, Next)
                        )
                    )!,
                    coordinator,
                    new RecordedContact(way, "", new DateOnly(2026, 3, 10)),
                    site.Time.Still()
                )
            );
    }

    [Fact]
    public async Task Who_nobody_spoke_with_since_a_child_died_gets_one_mail_and_is_not_reminded_of_it()
    {
        using var site = Some.Installation().On("2026-03-03");
        var family = await Family.In(site, EventKind.Death, cares: 2, carers: 1);
        var anna = await site.AddCaregiver("anna", nextDueOn: Today);
        await site.Sql($"update caregiver set next_due_on = '2026-03-20' where id in ({family.Teller}, {anna})");
        await Tell(site, family, Way.Link);

        for (var day = 0; day < 28; day++)
        {
            site.Advance(TimeSpan.FromDays(1));
            await site.RunJobs();
        }

        Assert.Equal((1L, 0L), (await Mails("invitation", family.Teller), await Mails("reminder", family.Teller)));
        Assert.Equal((1L, 1L), (await Mails("invitation", anna), await Mails("reminder", anna)));

        Task<long> Mails(string kind, long caregiver) =>
            site.Count("mail", $"kind = '{kind}' and caregiver_id = {caregiver}");
    }

    [Fact]
    public async Task The_care_of_a_mother_of_three_ends_with_the_last_of_them()
    {
        using var site = Some.Installation().On("2026-03-03");
        var family = await Family.In(site, EventKind.Death, cares: 3, carers: 1);

        foreach (var care in await site.Read(transaction => SituationTable.Of(transaction, family.Teller)))
        {
            Assert.NotEqual(CaregiverStatus.Aftercare, (await site.Caregiver(family.Teller)).Status);
            await Tell(site, family with { Care = care.Id }, Way.Link);
            site.Advance(TimeSpan.FromDays(1));
        }

        Assert.Equal(CaregiverStatus.Aftercare, (await site.Caregiver(family.Teller)).Status);
    }

    /// <summary>The same said once more in other words: state, tasks and signals, by what a consequence asks
    /// for.</summary>
    private static string Expected(Happening what, Concerned who)
    {
        var after = Consequences.Of(what, who);
        var state =
            after.Care == CareAfter.LastEnds ? "aftercare"
            : after.Questions == QuestionsAfter.Wait ? "paused 2026-03-17"
            : "active";
        List<string> rows = [];
        var noted = what.Way == Way.Colleague && who.IsTeller;
        if (after.Row == RowAfter.Crisis)
            rows.Add(noted ? "signal crisis 2026-03-04" : "signal crisis ");
        else if (noted && after.Row != RowAfter.None)
            rows.Add(after.Row is RowAfter.Contact or RowAfter.Call ? "signal  2026-03-10" : "signal  2026-03-04");
        if (!noted && after.Row is RowAfter.CallNext or RowAfter.Call or RowAfter.AskFirst)
            rows.Add(
                (after.Row == RowAfter.AskFirst ? "ask-first " : "care-ended ")
                    + (after.Row == RowAfter.Call ? "2026-03-10" : "2026-03-04")
            );
        if (
            !noted
            && (
                after.Row is RowAfter.Read or RowAfter.Contact
                || (after.Row == RowAfter.Crisis && what.Way == Way.Link && who.IsTeller)
            )
        )
            rows.Add(after.Row == RowAfter.Crisis ? "told 2026-03-03" : "told 2026-03-04");
        return string.Join("; ", rows.Prepend(state));
    }

    private static async Task<string> Stored(TestInstallation site, long caregiver)
    {
        var it = await site.Caregiver(caregiver);
        var state = it.Status.Code() + (it.PausedUntil is { } until ? $" {until:yyyy-MM-dd}" : "");
        var signals = await site.Joined(
            $"select 'signal ' || kinds || ' ' || coalesce(next_on, '') from signal where caregiver_id = {caregiver} and closed_at is null"
        );
        var tasks = await site.Joined(
            $"select kind || ' ' || due_on from staff_task where caregiver_id = {caregiver} and done_at is null and kind not in ('help', 'after-event') order by kind"
        );
        return string.Join(
            "; ",
            new[] { state, signals, tasks?.Replace(",", "; ") }.Where(part => part is { Length: > 0 })
        );
    }

    private static async Task Tell(TestInstallation site, Family family, Way way)
    {
        switch (way)
        {
            case Way.Link:
                var change = new TypedChange([family.Kind], site.Time.Today, "", DayUnsaid: false)
                {
                    Care = family.Care,
                };
                Assert.IsType<OptOut.Stored>(
                    await site.Part<OptOuts>()
                        .ChooseBehindPauseLinkAsync(
                            (await site.PauseLink(family.Asked))["/p/".Length..],
                            new GivenWay(OptOuts.Tell, "") { Change = change },
                            Actor.Program
                        )
                );
                break;
            case Way.Colleague:
                var typed = new TypedHappening
                {
                    Kind = family.Kind,
                    Care = family.Care,
                    Then = WhatNow.GoesOn,
                };
                Assert.Equal(
                    ChangeResult.Done,
                    await site.Part<NoteHappenings>().NoteAsync(family.Teller, typed, await Staff(site))
                );
                break;
            default:
                var row = new EventRow(
                    new FilePlace("events.csv", 2),
                    (await site.Caregiver(family.Teller)).Person,
                    site.Time.Today,
                    family.Kind,
                    ReportedBy.Caregiver,
                    "",
                    null
                )
                {
                    Situation = await site.Joined($"select situation from care_situation where id = {family.Care}"),
                };
                var stored = await site.Part<Imports>().StoreAsync(new ImportFolder([], [], [], [row]), dryRun: false);
                Assert.Empty(stored.Faults);
                break;
        }
    }

    private static async Task TakeBack(TestInstallation site, long caregiver)
    {
        var stands = await site.Read(transaction => NotSo.Standing(transaction, caregiver, site.Time));
        var (result, _) = await site.Part<Deeds>()
            .TakeBackAsync(caregiver, AuditTarget.Change, stands!.Id, await Staff(site));
        Assert.Equal(ChangeResult.Done, result);
    }

    private static Task<SignedInStaff> Staff(TestInstallation site) =>
        site.Read(async transaction =>
            await SignedInStaff.Of(
                transaction,
                new StaffSession(0, default, site.Time.Now, site.Time.Now, site.Time.Now),
                (await CoordinatorTable.Get(transaction, await site.Coordinator()))!,
                default,
                site.Time
            )
        );

    /// <summary>Who tells it, about the first of those they care for; and another who cares for that one.</summary>
    private sealed record Family(EventKind Kind, long Teller, long Care, long? Other, CheckIn Asked)
    {
        public static async Task<Family> In(TestInstallation site, EventKind kind, int cares, int carers)
        {
            var teller = await site.AddCaregiver(kind.Code(), nextDueOn: new DateOnly(2027, 1, 1));
            await site.CaresForPartner(teller);
            long? other = null;
            for (var more = 1; more < cares; more++)
                await Add(site, teller, await site.Write(SituationTable.NewCode));
            if (carers > 1)
            {
                other = await site.AddCaregiver(kind.Code() + "-2", "Bram", nextDueOn: new DateOnly(2027, 1, 1));
                await Add(
                    site,
                    other.Value,
                    await site.Write(async transaction => await CareSituations.OwnOf(transaction, teller))
                );
            }

            var care = await site.Read(async transaction => (await SituationTable.Of(transaction, teller))[0].Id);
            var asked = (await site.AskByLink(teller, "opening")).CheckIn;
            return new Family(kind, teller, care, other, asked);
        }

        public async Task<Family> AsOther(TestInstallation site) =>
            this with
            {
                Teller = Other!.Value,
                Care = await site.Read(async transaction => (await SituationTable.Of(transaction, Other.Value))[0].Id),
                Asked = (await site.AskByLink(Other.Value, "opening")).CheckIn,
            };

        private static Task Add(TestInstallation site, long caregiver, string situation) =>
            site.Write(transaction =>
                CareSituations.Add(
                    transaction,
                    new CareFacts
                    {
                        CaregiverId = caregiver,
                        Situation = situation,
                        Relation = Relation.Parent,
                    },
                    by: null,
                    site.Time
                )
            );
    }
}
