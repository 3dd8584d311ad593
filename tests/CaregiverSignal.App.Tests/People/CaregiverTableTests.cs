namespace CaregiverSignal.Tests.People;

public sealed class CaregiverTableTests : IDisposable
{
    private readonly TestInstallation store = Some.Installation();

    public void Dispose() => store.Dispose();

    [Fact]
    public void Whoever_has_been_due_longest_comes_first()
    {
        store.AddCaregiver("late", enrolledOn: Some.Date("2026-01-04"));
        store.AddCaregiver("latest", enrolledOn: Some.Date("2026-01-01"));
        store.AddCaregiver("ended", enrolledOn: Some.Date("2025-01-01"), status: "ended");

        Assert.Equal(
            "latest",
            store
                .Read(transaction => CaregiverTable.Next(transaction, CaregiverTable.Due(Some.Date("2026-01-05"))))!
                .Person
        );
        Assert.Null(
            store.Read(transaction => CaregiverTable.Next(transaction, CaregiverTable.Due(Some.Date("2025-12-31"))))
        );
    }

    [Fact]
    public void A_judgement_asked_for_sooner_wins_and_a_later_one_waits_for_no_one()
    {
        var id = store.AddCaregiver();
        void From(string at) => store.Write(transaction => EvaluationTable.Request(transaction, id, Some.Utc(at)));
        From("2026-02-01T00:00:00Z");
        From("2026-03-01T00:00:00Z");
        Assert.Equal(Some.Utc("2026-02-01T00:00:00Z"), Next()!.EvaluateAt);

        From("2026-01-10T00:00:00Z");

        Assert.Equal(Some.Utc("2026-01-10T00:00:00Z"), Next()!.EvaluateAt);
    }

    [Fact]
    public void A_judgement_is_not_done_when_something_new_came_in_meanwhile()
    {
        var id = store.AddCaregiver();
        store.Write(transaction => EvaluationTable.Request(transaction, id, Some.Utc("2026-02-01T00:00:00Z")));
        var due = Next()!;
        store.Write(transaction => EvaluationTable.Request(transaction, id, Some.Utc("2026-01-31T00:00:00Z")));

        Assert.Empty(Mark(due));
        Assert.Equal([id], Mark(due with { EvaluateAt = Some.Utc("2026-01-31T00:00:00Z") }));
        Assert.Null(Next());

        IReadOnlySet<long> Mark(EvaluationDue of) =>
            store.Write(transaction => EvaluationTable.Mark(transaction, [new Evaluated(of, null, null)]));
    }

    [Fact]
    public void People_come_in_together_as_one_after_another()
    {
        using var other = Some.Installation();
        var coordinator = store.Coordinator();
        Assert.Equal(coordinator, other.Coordinator());
        NewPerson[] people =
        [
            Of("1", CaregiverStatus.Active, "Den Haag", "Statenkwartier"),
            Of("2", CaregiverStatus.Paused, "DEN HAAG", "staten kwartier"),
            Of("3", CaregiverStatus.Ended, "den haag", null),
            Of("N4", CaregiverStatus.Active, "'s-Gravenhage", "Statenkwartier"),
            Of(null, CaregiverStatus.Active, "Den Haag", "Bezuidenhout"),
            Of(null, CaregiverStatus.Aftercare, null, null),
        ];
        var ids = store.Write(transaction => PersonDetailsTable.AddEach(transaction, people, store.Time));
        foreach (var person in people)
            other.Write(transaction => PersonDetailsTable.AddEach(transaction, [person], store.Time));

        Assert.Equal([1, 2, 3, 4, 5, 6], ids);
        Assert.Equal(Rows(other), Rows(store));
        Assert.Equal(2, store.Count("caregiver", "municipality = 'Den Haag' and neighbourhood = 'Statenkwartier'"));

        static string Rows(TestInstallation site) => site.Content(table => table is "caregiver" or "care_situation");

        NewPerson Of(string? number, CaregiverStatus status, string? municipality, string? neighbourhood) =>
            new(
                number,
                new PersonDetails
                {
                    FirstName = "Anna",
                    Email = $"{number}@example.org",
                    Municipality = municipality,
                    Neighbourhood = neighbourhood,
                    Relation = Relation.Partner,
                    HoursPerWeek = 20,
                    LivesTogether = true,
                    Born = new DateOnly(1960, 1, 1),
                },
                coordinator,
                status,
                new DateOnly(2026, 1, 5)
            );
    }

    [Fact]
    public void An_event_told_twice_is_one()
    {
        var id = store.AddCaregiver();
        bool Add(string note) =>
            store.Write(transaction =>
                EventTable.Add(
                    transaction,
                    id,
                    Some.Date("2026-01-05"),
                    EventKind.Fall,
                    ReportedBy.Caregiver,
                    note,
                    Some.Start
                )
            );

        Assert.True(Add(""));
        Assert.False(Add(""));
        Assert.True(Add("op de trap"));
    }

    [Fact]
    public void A_coordinator_is_known_by_the_address_however_it_is_written()
    {
        var id = store.Coordinator("Els@Steunpunt.example.org");

        Assert.Equal(id, store.Coordinator("els@steunpunt.example.org"));
        Assert.Equal(
            id,
            store.Read(transaction => CoordinatorTable.ByEmail(transaction, "ELS@steunpunt.example.org"))!.Id
        );
    }

    private EvaluationDue? Next() =>
        store.Read(transaction => EvaluateCaregiver.Next(transaction, Some.Utc("2030-01-01T00:00:00Z"))) is [var due]
            ? due
            : null;
}
