using CaregiverSignal.Answers.OptingOut;
using CaregiverSignal.AuditLogs;
using CaregiverSignal.Caseload;
using CaregiverSignal.Cases;
using CaregiverSignal.Import;
using CaregiverSignal.Staff;
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
        var families = Kinds.Select(kind => new Family(site, kind, cares, carers)).ToList();

        foreach (var family in families)
            await Tell(site, family, way);
        site.RunJobs();

        Assert.Each(
            families,
            family =>
            {
                var fact = new Happening(family.Kind, Today, way);
                Assert.Equal(
                    Expected(fact, new Concerned(CaregiverStatus.Active, CaresForOthers: cares > 1)),
                    Stored(site, family.Teller)
                );
                if (family.Other is { } other)
                    Assert.Equal(
                        Consequences.ConcernsAll(family.Kind)
                            ? Expected(fact, new Concerned(CaregiverStatus.Active, IsTeller: false))
                            : Expected(
                                new Happening(EventKind.Other, Today, Way.Colleague),
                                new(CaregiverStatus.Active)
                            ),
                        Stored(site, other)
                    );
            }
        );
    }

    [Fact]
    public async Task Told_twice_by_two_it_is_one_thing_and_taken_back_by_a_colleague_it_never_was()
    {
        using var site = Some.Installation().On("2026-03-03");
        var family = new Family(site, EventKind.Death, Cares: 1, Carers: 2);
        var before = (Stored(site, family.Teller), Stored(site, family.Other!.Value));

        await Tell(site, family, Way.Link);
        Assert.Equal("paused 2026-03-17; ask-first 2026-03-04", Stored(site, family.Other!.Value));
        await Tell(site, family.AsOther(site), Way.Link);
        Assert.Equal("aftercare; care-ended 2026-03-04", Stored(site, family.Other!.Value));

        Assert.True(site.Part<NoteHappenings>().TakeBack(family.Teller, Staff(site)));
        Assert.Equal(before.Item1, Stored(site, family.Teller));
    }

    [Fact]
    public async Task A_colleague_who_notes_it_after_a_talk_confirms_it_for_all()
    {
        using var site = Some.Installation().On("2026-03-03");
        var family = new Family(site, EventKind.Death, Cares: 1, Carers: 2);
        site.Sql("update caregiver set red_on = '2026-03-01'");

        await Tell(site, family, Way.Link);
        Assert.Equal("paused 2026-03-17; ask-first 2026-03-04", Stored(site, family.Teller));
        await Tell(site, family.AsOther(site), Way.Colleague);

        Assert.Equal("aftercare; care-ended 2026-03-04", Stored(site, family.Teller));
        Assert.Equal("aftercare; signal  2026-03-04", Stored(site, family.Other!.Value));
    }

    [Fact]
    public async Task A_talk_with_who_told_it_confirms_it_for_all_and_goes_back_with_what_was_told()
    {
        using var site = Some.Installation().On("2026-03-03");
        var family = new Family(site, EventKind.Death, Cares: 1, Carers: 2);
        var (teller, other, coordinator) = (family.Teller, family.Other!.Value, site.Coordinator());
        site.Sql("update caregiver set red_on = '2026-03-01' where id = @other", new { other });
        await Tell(site, family, Way.Link);
        Assert.Equal("aftercare; care-ended 2026-03-04", Stored(site, teller));
        Assert.True(OpenTaskTableOf(teller).Single(task => task.Kind == StaffTaskKind.CareEnded).IsAwaited);
        site.Advance(TimeSpan.FromHours(1));

        Contact(ContactWay.NotReached);
        Assert.Equal("paused 2026-03-17; ask-first 2026-03-04", Stored(site, other));
        site.Advance(TimeSpan.FromHours(1));
        Contact(ContactWay.Spoken);

        Assert.Equal("aftercare; care-ended 2026-03-04", Stored(site, other));
        Assert.Equal(1, site.Count("caregiver", $"id = {other} and red_on = '2026-03-01'"));
        Assert.Null(site.Read(transaction => StepTakenBack.Find(transaction, teller, coordinator, site.Time)));
        Assert.True(site.Part<NoteHappenings>().TakeBack(teller, Staff(site)));
        Assert.Equal(0, site.Count("event", "kind = 'Death'"));
        Assert.Equal(0, site.Count("caregiver", "status = 'aftercare'"));

        IReadOnlyList<OpenTask> OpenTaskTableOf(long caregiver) =>
            site.Read(transaction => OpenTaskTable.OfOne(transaction, caregiver, site.Time));

        void Contact(ContactWay way) =>
            site.Write(transaction =>
                CaseActions.RecordContact(
                    transaction,
                    SignalTable.Get(
                        transaction,
                        SignalTable.OpenOf(transaction, teller)?.Id
                            ?? SignalTable.Follow(transaction, teller, site.Time.Today, site.Time.Now, Next)
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
        var family = new Family(site, EventKind.Death, Cares: 2, Carers: 1);
        var anna = site.AddCaregiver("anna", nextDueOn: Today);
        site.Sql($"update caregiver set next_due_on = '2026-03-20' where id in ({family.Teller}, {anna})");
        await Tell(site, family, Way.Link);

        for (var day = 0; day < 28; day++)
        {
            site.Advance(TimeSpan.FromDays(1));
            site.RunJobs();
        }

        Assert.Equal((1L, 0L), (Mails("invitation", family.Teller), Mails("reminder", family.Teller)));
        Assert.Equal((1L, 1L), (Mails("invitation", anna), Mails("reminder", anna)));

        long Mails(string kind, long caregiver) =>
            site.Count("mail", $"kind = '{kind}' and caregiver_id = {caregiver}");
    }

    [Fact]
    public async Task The_care_of_a_mother_of_three_ends_with_the_last_of_them()
    {
        using var site = Some.Installation().On("2026-03-03");
        var family = new Family(site, EventKind.Death, Cares: 3, Carers: 1);

        foreach (var care in site.Read(transaction => SituationTable.Of(transaction, family.Teller)))
        {
            Assert.NotEqual(CaregiverStatus.Aftercare, site.Caregiver(family.Teller).Status);
            await Tell(site, family with { Care = care.Id }, Way.Link);
            site.Advance(TimeSpan.FromDays(1));
        }

        Assert.Equal(CaregiverStatus.Aftercare, site.Caregiver(family.Teller).Status);
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

    private static string Stored(TestInstallation site, long caregiver)
    {
        var it = site.Caregiver(caregiver);
        var state = it.Status.Code() + (it.PausedUntil is { } until ? $" {until:yyyy-MM-dd}" : "");
        var signals = site.Joined(
            $"select 'signal ' || kinds || ' ' || coalesce(next_on, '') from signal where caregiver_id = {caregiver} and closed_at is null"
        );
        var tasks = site.Joined(
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
                            site.PauseLink(family.Asked)["/p/".Length..],
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
                Assert.True(site.Part<NoteHappenings>().Note(family.Teller, typed, Staff(site)));
                break;
            default:
                var row = new EventRow(
                    new FilePlace("events.csv", 2),
                    site.Caregiver(family.Teller).Person,
                    site.Time.Today,
                    family.Kind,
                    ReportedBy.Caregiver,
                    "",
                    null
                )
                {
                    Situation = site.Joined($"select situation from care_situation where id = {family.Care}"),
                };
                site.Part<Imports>().Store(new ImportFolder([], [], [], [row]), dryRun: false, out var faults);
                Assert.Empty(faults);
                break;
        }
    }

    private static SignedInStaff Staff(TestInstallation site) =>
        site.Read(transaction =>
            SignedInStaff.Of(
                transaction,
                new StaffSession(0, default, site.Time.Now, site.Time.Now, site.Time.Now),
                CoordinatorTable.Get(transaction, site.Coordinator())!,
                default,
                site.Time
            )
        );

    /// <summary>Who tells it, about the first of those they care for; and another who cares for that one.</summary>
    private sealed record Family(EventKind Kind, long Teller, long Care, long? Other, CheckIn Asked)
    {
        public Family(TestInstallation site, EventKind Kind, int Cares, int Carers)
            : this(Kind, 0, 0, null, null!)
        {
            Teller = site.AddCaregiver(Kind.Code(), nextDueOn: new DateOnly(2027, 1, 1));
            site.CaresForPartner(Teller);
            for (var more = 1; more < Cares; more++)
                Add(site, Teller, site.Write(SituationTable.NewCode));
            if (Carers > 1)
            {
                Other = site.AddCaregiver(Kind.Code() + "-2", "Bram", nextDueOn: new DateOnly(2027, 1, 1));
                Add(site, Other.Value, site.Write(transaction => CareSituations.OwnOf(transaction, Teller)));
            }

            Care = site.Read(transaction => SituationTable.Of(transaction, Teller)[0].Id);
            Asked = site.AskByLink(Teller, "opening").CheckIn;
        }

        public Family AsOther(TestInstallation site) =>
            this with
            {
                Teller = Other!.Value,
                Care = site.Read(transaction => SituationTable.Of(transaction, Other.Value)[0].Id),
                Asked = site.AskByLink(Other.Value, "opening").CheckIn,
            };

        private static void Add(TestInstallation site, long caregiver, string situation) =>
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
