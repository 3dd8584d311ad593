using CaregiverSignal.AuditLogs;
using CaregiverSignal.Erasure;

namespace CaregiverSignal.Tests.People;

/// <summary>One caregiver cares for two, two care for one, others help; each keeps what is their own.</summary>
public sealed class SituationsTests() : AtASite("2026-03-02")
{
    private long pieter;
    private long lina;

    public override async ValueTask InitializeAsync()
    {
        pieter = await site.AddCaregiver("P-1", "Pieter");
        lina = await site.AddCaregiver("L-1", "Lina");
        await site.CaresForPartner(pieter);
    }

    [Fact]
    public async Task Who_leaves_the_situation_they_came_with_has_the_next_in_its_place()
    {
        var situation = await Shared();
        await Add(pieter, await New(), Relation.Child, 12);
        await Save(situation, "Truus");

        Assert.True(await Leave(pieter, situation));
        Assert.False(await Leave(pieter, situation));

        Assert.Equal((Relation.Child, 12), ((await Details(pieter)).Relation, (await Details(pieter)).HoursPerWeek));
        // What stood there is kept, as after any correction.
        Assert.Equal(1, await site.Count("detail_change", "field = 'hours_per_week' and old_value = '40'"));
        Assert.True(Assert.Single(await Of(pieter)).IsOwn);
        Assert.Equal(1, await site.Count("helper"));

        Assert.True(await Leave(lina, situation));
        Assert.Equal(0, await site.Count("helper"));
        Assert.True(Assert.Single(await Of(lina)).IsEmpty);
    }

    [Fact]
    public async Task A_helper_who_drops_out_is_one_event_for_everybody_who_cares_there_until_it_is_taken_back()
    {
        var situation = await Shared();
        await site.RunJobs();
        var helper = await Save(situation, "Truus");
        await site.Happened(lina, "2026-03-01", "HelperLost", "caregiver");

        await Write(transaction =>
            HelpChanges.DropOut(transaction, helper, new DateOnly(2026, 3, 1), Way.Colleague, site.Time)
        );

        // Lina told it herself.
        Assert.Equal(
            $"{pieter} coordinator Truus,{lina} caregiver ",
            await site.Joined(
                "select caregiver_id || ' ' || reported_by || ' ' || note from event where kind = 'HelperLost' order by 1"
            )
        );
        Assert.Equal(
            1,
            await site.Value<long>(
                "select count(*) from evaluation where caregiver_id = @pieter and evaluate_at <= @now",
                new { pieter, now = site.Time.Now }
            )
        );
        Assert.False((await HelperOf(situation)).HelpsOn(site.Time.Today));

        var stopped = await HelperOf(situation);
        await Write(transaction => HelpChanges.GoOn(transaction, stopped, site.Time));

        Assert.Equal(1, await site.Count("event", "kind = 'HelperLost'"));
        Assert.Null((await HelperOf(situation)).UntilOn);
    }

    [Fact]
    public async Task Paid_help_that_stops_is_formal_help_that_became_less()
    {
        var helper = await Save(await Shared(), "Dagopvang De Verzonnen Boom", HelperKind.Professional);

        await Write(transaction => HelpChanges.DropOut(transaction, helper, site.Time.Today, Way.Colleague, site.Time));

        Assert.Equal(2, await site.Count("event", "kind = 'FormalHelpReduced'"));
    }

    [Fact]
    public async Task Erasing_one_leaves_the_others_situation_and_erasing_the_last_takes_it_and_its_helpers()
    {
        var situation = await Shared();
        await Save(situation, "Kenmerkhelper");
        await Change(pieter, details => details with { CaredForMunicipality = "Kenmerkstad" });
        await Add(pieter, await New(), Relation.Child, 12);

        await Erase(pieter);

        Assert.Equal(1, await site.Count("helper"));
        Assert.Equal([lina], (await Write(transaction => SituationTable.In(transaction, situation))).Select(Who));
        Assert.Has("Kenmerkhelper", await site.Dump());
        Assert.Equal(1, await site.Count("cared_for", "municipality = 'Kenmerkstad'"));

        await Erase(lina);

        Assert.Equal(0, await site.Count("helper"));
        Assert.Equal(0, await site.Count("cared_for"));
        Assert.Lacks("Kenmerkhelper", await site.Dump());
    }

    [Fact]
    public async Task What_is_known_of_who_is_cared_for_is_so_for_all_who_care_for_them_and_what_they_call_them_is_their_own()
    {
        await Change(pieter, details => details with { Called = "mijn vrouw", CaredForBorn = 1948 });
        var situation = await Shared();
        await Change(lina, details => details with { Called = "mama", CaredForMunicipality = "Verzonnenstad" });

        Assert.Equal(
            [("mijn vrouw", 1948, "Verzonnenstad"), ("mama", 1948, "Verzonnenstad")],
            (await Write(transaction => SituationTable.In(transaction, situation))).Select(care =>
                (care.Called, care.BornIn, care.Municipality)
            )
        );
        Assert.Equal(
            (1948, "Verzonnenstad"),
            ((await Details(lina)).CaredForBorn, (await Details(lina)).CaredForMunicipality)
        );
        await Change(lina, details => details with { Called = "mijn moeder" });
        Assert.Equal(1, await site.Count("detail_change", "field = 'called' and old_value = 'mama'"));

        // A further one is somebody else.
        await Add(pieter, await New(), Relation.Child, 12);
        Assert.Equal((null, null), ((await Of(pieter))[1].Called, (await Of(pieter))[1].BornIn));

        Assert.True(await Leave(pieter, situation));
        Assert.Equal((null, null), ((await Details(pieter)).Called, (await Details(pieter)).CaredForBorn));
        Assert.Equal(1, await site.Count("cared_for"));
        Assert.True(await Leave(lina, situation));
        Assert.Equal(0, await site.Count("cared_for"));
    }

    [Fact]
    public async Task Two_who_turn_out_to_care_for_one_bring_what_they_know_of_that_person()
    {
        await Change(pieter, details => details with { CaredForBorn = 1948 });
        await Change(lina, details => details with { CaredForBorn = 1947, CaredForMunicipality = "Verzonnenstad" });
        var situation = (await Of(pieter))[0].Situation!;

        await Write(transaction => CareSituations.Unite(transaction, lina, situation, CareRole.Shared));

        Assert.Equal((1948, "Verzonnenstad"), ((await Of(pieter))[0].BornIn, (await Of(pieter))[0].Municipality));
        Assert.Equal(1, await site.Count("cared_for"));
    }

    [Fact]
    public async Task Care_that_ended_stays_so_where_it_takes_the_place_of_one_that_was_left()
    {
        var situation = await Shared();
        await Add(pieter, await New(), Relation.Child, 12);
        await Write(async transaction =>
            await SituationTable.End(
                transaction,
                (await SituationTable.Of(transaction, pieter))[1].Id,
                CareEnd.Death,
                new DateOnly(2026, 2, 1)
            )
        );

        Assert.True(await Leave(pieter, situation));

        Assert.Equal(
            (CareEnd.Death, new DateOnly(2026, 2, 1)),
            ((await Of(pieter))[0].Ended, (await Of(pieter))[0].EndedOn)
        );
    }

    private Task Change(long caregiver, Func<PersonDetails, PersonDetails> change) =>
        Write(async transaction =>
            await PersonDetailsTable.Change(
                transaction,
                caregiver,
                change(await PersonDetailsTable.Of(transaction, caregiver)),
                by: null,
                site.Time
            )
        );

    private async Task Erase(long caregiver) =>
        await site.Part<Erasures>().EraseAsync(await site.Caregiver(caregiver), Actor.CommandLine);

    /// <summary>The situation Pieter came with, in which Lina cares too.</summary>
    private async Task<string> Shared()
    {
        var situation = await Write(async transaction => await CareSituations.OwnOf(transaction, pieter));
        await Add(lina, situation, Relation.Parent, 20, CareRole.Shared);
        return situation;
    }

    private Task<string> New() => Write(SituationTable.NewCode);

    private Task Add(
        long caregiver,
        string situation,
        Relation relation,
        int? hours,
        CareRole role = CareRole.Primary
    ) =>
        Write(transaction =>
            CareSituations.Add(
                transaction,
                new CareFacts
                {
                    CaregiverId = caregiver,
                    Situation = situation,
                    Role = role,
                    Relation = relation,
                    HoursPerWeek = hours,
                },
                by: null,
                site.Time
            )
        );

    private Task<bool> Leave(long caregiver, string situation) =>
        Write(transaction => CareSituations.Leave(transaction, caregiver, situation, by: null, site.Time));

    private async Task<Helper> Save(string situation, string name, HelperKind kind = HelperKind.Neighbour)
    {
        await Write(transaction =>
            HelperTable.Save(
                transaction,
                new Helper
                {
                    Situation = situation,
                    Name = name,
                    Kind = kind,
                }
            )
        );
        return await HelperOf(situation);
    }

    private async Task<Helper> HelperOf(string situation) =>
        Assert.Single(await Write(transaction => HelperTable.Of(transaction, situation)));

    private Task<IReadOnlyList<CareFacts>> Of(long caregiver) =>
        Write(transaction => SituationTable.Of(transaction, caregiver));

    private Task<PersonDetails> Details(long caregiver) =>
        Write(async transaction => await PersonDetailsTable.Of(transaction, caregiver));

    private static long Who(CareFacts careFacts) => careFacts.CaregiverId;

    private Task Write(Func<Transaction, Task> act) => site.Write(act);

    private async Task<T> Write<T>(Func<Transaction, Task<T>> act) => await site.Write(act);
}
