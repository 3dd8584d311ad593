using CaregiverSignal.AuditLogs;
using CaregiverSignal.Erasure;

namespace CaregiverSignal.Tests.People;

/// <summary>One caregiver cares for two, two care for one, others help; each keeps what is their own.</summary>
public sealed class SituationsTests : AtASite
{
    private readonly long pieter;
    private readonly long lina;

    public SituationsTests()
        : base("2026-03-02")
    {
        pieter = site.AddCaregiver("P-1", "Pieter");
        lina = site.AddCaregiver("L-1", "Lina");
        site.CaresForPartner(pieter);
    }

    [Fact]
    public void Who_leaves_the_situation_they_came_with_has_the_next_in_its_place()
    {
        var situation = Shared();
        Add(pieter, New(), Relation.Child, 12);
        Save(situation, "Truus");

        Assert.True(Leave(pieter, situation));
        Assert.False(Leave(pieter, situation));

        Assert.Equal((Relation.Child, 12), (Details(pieter).Relation, Details(pieter).HoursPerWeek));
        // What stood there is kept, as after any correction.
        Assert.Equal(1, site.Count("detail_change", "field = 'hours_per_week' and old_value = '40'"));
        Assert.True(Assert.Single(Of(pieter)).IsOwn);
        Assert.Equal(1, site.Count("helper"));

        Assert.True(Leave(lina, situation));
        Assert.Equal(0, site.Count("helper"));
        Assert.True(Assert.Single(Of(lina)).IsEmpty);
    }

    [Fact]
    public void A_helper_who_drops_out_is_one_event_for_everybody_who_cares_there_until_it_is_taken_back()
    {
        var situation = Shared();
        site.RunJobs();
        var helper = Save(situation, "Truus");
        site.Happened(lina, "2026-03-01", "HelperLost", "caregiver");

        Write(transaction =>
            HelpChanges.DropOut(transaction, helper, new DateOnly(2026, 3, 1), Way.Colleague, site.Time)
        );

        // Lina told it herself.
        Assert.Equal(
            $"{pieter} coordinator Truus,{lina} caregiver ",
            site.Joined(
                "select caregiver_id || ' ' || reported_by || ' ' || note from event where kind = 'HelperLost' order by 1"
            )
        );
        Assert.Equal(
            1,
            site.Value<long>(
                "select count(*) from evaluation where caregiver_id = @pieter and evaluate_at <= @now",
                new { pieter, now = site.Time.Now }
            )
        );
        Assert.False(HelperOf(situation).HelpsOn(site.Time.Today));

        var stopped = HelperOf(situation);
        Write(transaction => HelpChanges.GoOn(transaction, stopped, site.Time));

        Assert.Equal(1, site.Count("event", "kind = 'HelperLost'"));
        Assert.Null(HelperOf(situation).UntilOn);
    }

    [Fact]
    public void Paid_help_that_stops_is_formal_help_that_became_less()
    {
        var helper = Save(Shared(), "Dagopvang De Verzonnen Boom", HelperKind.Professional);

        Write(transaction => HelpChanges.DropOut(transaction, helper, site.Time.Today, Way.Colleague, site.Time));

        Assert.Equal(2, site.Count("event", "kind = 'FormalHelpReduced'"));
    }

    [Fact]
    public void Erasing_one_leaves_the_others_situation_and_erasing_the_last_takes_it_and_its_helpers()
    {
        var situation = Shared();
        Save(situation, "Kenmerkhelper");
        Change(pieter, details => details with { CaredForMunicipality = "Kenmerkstad" });
        Add(pieter, New(), Relation.Child, 12);

        Erase(pieter);

        Assert.Equal(1, site.Count("helper"));
        Assert.Equal([lina], Write(transaction => SituationTable.In(transaction, situation)).Select(Who));
        Assert.Has("Kenmerkhelper", site.Dump());
        Assert.Equal(1, site.Count("cared_for", "municipality = 'Kenmerkstad'"));

        Erase(lina);

        Assert.Equal(0, site.Count("helper"));
        Assert.Equal(0, site.Count("cared_for"));
        Assert.Lacks("Kenmerkhelper", site.Dump());
    }

    [Fact]
    public void What_is_known_of_who_is_cared_for_is_so_for_all_who_care_for_them_and_what_they_call_them_is_their_own()
    {
        Change(pieter, details => details with { Called = "mijn vrouw", CaredForBorn = 1948 });
        var situation = Shared();
        Change(lina, details => details with { Called = "mama", CaredForMunicipality = "Verzonnenstad" });

        Assert.Equal(
            [("mijn vrouw", 1948, "Verzonnenstad"), ("mama", 1948, "Verzonnenstad")],
            Write(transaction => SituationTable.In(transaction, situation))
                .Select(care => (care.Called, care.BornIn, care.Municipality))
        );
        Assert.Equal((1948, "Verzonnenstad"), (Details(lina).CaredForBorn, Details(lina).CaredForMunicipality));
        Change(lina, details => details with { Called = "mijn moeder" });
        Assert.Equal(1, site.Count("detail_change", "field = 'called' and old_value = 'mama'"));

        // A further one is somebody else.
        Add(pieter, New(), Relation.Child, 12);
        Assert.Equal((null, null), (Of(pieter)[1].Called, Of(pieter)[1].BornIn));

        Assert.True(Leave(pieter, situation));
        Assert.Equal((null, null), (Details(pieter).Called, Details(pieter).CaredForBorn));
        Assert.Equal(1, site.Count("cared_for"));
        Assert.True(Leave(lina, situation));
        Assert.Equal(0, site.Count("cared_for"));
    }

    [Fact]
    public void Two_who_turn_out_to_care_for_one_bring_what_they_know_of_that_person()
    {
        Change(pieter, details => details with { CaredForBorn = 1948 });
        Change(lina, details => details with { CaredForBorn = 1947, CaredForMunicipality = "Verzonnenstad" });
        var situation = Of(pieter)[0].Situation!;

        Write(transaction => CareSituations.Unite(transaction, lina, situation, CareRole.Shared));

        Assert.Equal((1948, "Verzonnenstad"), (Of(pieter)[0].BornIn, Of(pieter)[0].Municipality));
        Assert.Equal(1, site.Count("cared_for"));
    }

    [Fact]
    public void Care_that_ended_stays_so_where_it_takes_the_place_of_one_that_was_left()
    {
        var situation = Shared();
        Add(pieter, New(), Relation.Child, 12);
        Write(transaction =>
            SituationTable.End(
                transaction,
                SituationTable.Of(transaction, pieter)[1].Id,
                CareEnd.Death,
                new DateOnly(2026, 2, 1)
            )
        );

        Assert.True(Leave(pieter, situation));

        Assert.Equal((CareEnd.Death, new DateOnly(2026, 2, 1)), (Of(pieter)[0].Ended, Of(pieter)[0].EndedOn));
    }

    private void Change(long caregiver, Func<PersonDetails, PersonDetails> change) =>
        Write(transaction =>
            PersonDetailsTable.Change(
                transaction,
                caregiver,
                change(PersonDetailsTable.Of(transaction, caregiver)),
                by: null,
                site.Time
            )
        );

    private void Erase(long caregiver) => site.Part<Erasures>().Erase(site.Caregiver(caregiver), Actor.CommandLine);

    /// <summary>The situation Pieter came with, in which Lina cares too.</summary>
    private string Shared()
    {
        var situation = Write(transaction => CareSituations.OwnOf(transaction, pieter));
        Add(lina, situation, Relation.Parent, 20, CareRole.Shared);
        return situation;
    }

    private string New() => Write(SituationTable.NewCode);

    private void Add(
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

    private bool Leave(long caregiver, string situation) =>
        Write(transaction => CareSituations.Leave(transaction, caregiver, situation, by: null, site.Time));

    private Helper Save(string situation, string name, HelperKind kind = HelperKind.Neighbour)
    {
        Write(transaction =>
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
        return HelperOf(situation);
    }

    private Helper HelperOf(string situation) =>
        Assert.Single(Write(transaction => HelperTable.Of(transaction, situation)));

    private IReadOnlyList<CareFacts> Of(long caregiver) =>
        Write(transaction => SituationTable.Of(transaction, caregiver));

    private PersonDetails Details(long caregiver) =>
        Write(transaction => PersonDetailsTable.Of(transaction, caregiver));

    private static long Who(CareFacts careFacts) => careFacts.CaregiverId;

    private void Write(Action<Transaction> act) => site.Write(act);

    private T Write<T>(Func<Transaction, T> act) => site.Write(act);
}
