namespace CaregiverSignal.Tests.People;

public sealed class CaregiverTableTests : IDisposable
{
    private readonly TestInstallation store = Some.Installation();

    public void Dispose() => store.Dispose();

    [Fact]
    public async Task Whoever_has_been_due_longest_comes_first()
    {
        await store.AddCaregiver("late", enrolledOn: Some.Date("2026-01-04"));
        await store.AddCaregiver("latest", enrolledOn: Some.Date("2026-01-01"));
        await store.AddCaregiver("ended", enrolledOn: Some.Date("2025-01-01"), status: "ended");

        Assert.Equal(
            "latest",
            (
                await store.Read(async transaction =>
                    await CaregiverTable.Next(transaction, CaregiverTable.Due(Some.Date("2026-01-05")))
                )
            )!.Person
        );
        Assert.Null(
            await store.Read(async transaction =>
                await CaregiverTable.Next(transaction, CaregiverTable.Due(Some.Date("2025-12-31")))
            )
        );
    }

    [Fact]
    public async Task A_judgement_asked_for_sooner_wins_and_a_later_one_waits_for_no_one()
    {
        var id = await store.AddCaregiver();
        Task From(string at) => store.Write(transaction => EvaluationTable.Request(transaction, id, Some.Utc(at)));
        await From("2026-02-01T00:00:00Z");
        await From("2026-03-01T00:00:00Z");
        Assert.Equal(Some.Utc("2026-02-01T00:00:00Z"), (await Next())!.EvaluateAt);

        await From("2026-01-10T00:00:00Z");

        Assert.Equal(Some.Utc("2026-01-10T00:00:00Z"), (await Next())!.EvaluateAt);
    }

    [Fact]
    public async Task A_judgement_is_not_done_when_something_new_came_in_meanwhile()
    {
        var id = await store.AddCaregiver();
        await store.Write(transaction => EvaluationTable.Request(transaction, id, Some.Utc("2026-02-01T00:00:00Z")));
        var due = (await Next())!;
        await store.Write(transaction => EvaluationTable.Request(transaction, id, Some.Utc("2026-01-31T00:00:00Z")));

        Assert.Empty(await Mark(due));
        Assert.Equal([id], await Mark(due with { EvaluateAt = Some.Utc("2026-01-31T00:00:00Z") }));
        Assert.Null(await Next());

        Task<IReadOnlySet<long>> Mark(EvaluationDue of) =>
            store.Write(async transaction => await EvaluationTable.Mark(transaction, [new Evaluated(of, null, null)]));
    }

    [Fact]
    public async Task People_come_in_together_as_one_after_another()
    {
        using var other = Some.Installation();
        var coordinator = await store.Coordinator();
        Assert.Equal(coordinator, await other.Coordinator());
        NewPerson[] people =
        [
            Of("1", CaregiverStatus.Active, "Den Haag", "Statenkwartier"),
            Of("2", CaregiverStatus.Paused, "DEN HAAG", "staten kwartier"),
            Of("3", CaregiverStatus.Ended, "den haag", null),
            Of("N4", CaregiverStatus.Active, "'s-Gravenhage", "Statenkwartier"),
            Of(null, CaregiverStatus.Active, "Den Haag", "Bezuidenhout"),
            Of(null, CaregiverStatus.Aftercare, null, null),
        ];
        var ids = await store.Write(async transaction =>
            await PersonDetailsTable.AddEach(transaction, people, store.Time)
        );
        foreach (var person in people)
            await other.Write(transaction => PersonDetailsTable.AddEach(transaction, [person], store.Time));

        Assert.Equal([1, 2, 3, 4, 5, 6], ids);
        Assert.Equal(await Rows(other), await Rows(store));
        Assert.Equal(
            2,
            await store.Count("caregiver", "municipality = 'Den Haag' and neighbourhood = 'Statenkwartier'")
        );

        static Task<string> Rows(TestInstallation site) =>
            site.Content(table => table is "caregiver" or "care_situation");

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
    public async Task An_event_told_twice_is_one()
    {
        var id = await store.AddCaregiver();
        Task<bool> Add(string note) =>
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

        Assert.True(await Add(""));
        Assert.False(await Add(""));
        Assert.True(await Add("op de trap"));
    }

    [Fact]
    public async Task A_coordinator_is_known_by_the_address_however_it_is_written()
    {
        var id = await store.Coordinator("Els@Steunpunt.example.org");

        Assert.Equal(id, await store.Coordinator("els@steunpunt.example.org"));
        Assert.Equal(
            id,
            (
                await store.Read(async transaction =>
                    await CoordinatorTable.ByEmail(transaction, "ELS@steunpunt.example.org")
                )
            )!.Id
        );
    }

    private async Task<EvaluationDue?> Next() =>
        await store.Read(transaction => EvaluateCaregiver.Next(transaction, Some.Utc("2030-01-01T00:00:00Z")))
            is [var due]
            ? due
            : null;
}
