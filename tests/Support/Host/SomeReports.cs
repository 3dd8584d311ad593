namespace CaregiverSignal.Tests.Reports;

/// <summary>People to report on.</summary>
internal static class SomeReports
{
    /// <summary>
    /// Fourteen partners in Ede, of whom each answered once, and a colleague with all roles to read of them.
    /// </summary>
    public static async Task Story(TestInstallation site, string colleague)
    {
        await site.WithRoles(colleague, "Lot", StaffRole.TeamLead, StaffRole.Administrator, StaffRole.Operator);
        for (var place = 1; place <= 14; place++)
        {
            var id = await site.AddCaregiver(
                place.ToString(CultureInfo.InvariantCulture),
                $"Naam{place}",
                enrolledOn: new DateOnly(2024, 11, 3),
                nextDueOn: new DateOnly(2026, 6, 1),
                coordinator: colleague
            );
            await site.Live(id, "Ede", place < 9 ? "Noord" : "Zuid");
            await site.Sql(
                $"""
                insert into check_in (caregiver_id, number, asked_on, closes_on, instruments, opened_at, answered_at, closed_at)
                values ({id}, 1, '2025-02-01', '2025-02-20', 'csi', '2025-02-01T08:00:00.000Z', '2025-02-02T08:00:00.000Z', '2025-02-20T08:00:00.000Z')
                """
            );
        }
    }

    public static Task Live(this TestInstallation site, long id, string municipality, string neighbourhood) =>
        site.Write(async transaction =>
            await PersonDetailsTable.Change(
                transaction,
                id,
                await PersonDetailsTable.Of(transaction, id) with
                {
                    Municipality = municipality,
                    Neighbourhood = neighbourhood,
                    Relation = Relation.Partner,
                },
                by: null,
                site.Time
            )
        );
}
