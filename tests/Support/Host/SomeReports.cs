namespace CaregiverSignal.Tests.Reports;

/// <summary>People to report on.</summary>
internal static class SomeReports
{
    /// <summary>
    /// Fourteen partners in Ede, of whom each answered once, and a colleague with all roles to read of them.
    /// </summary>
    public static void Story(TestInstallation site, string colleague)
    {
        site.WithRoles(colleague, "Lot", StaffRole.TeamLead, StaffRole.Administrator, StaffRole.Operator);
        for (var place = 1; place <= 14; place++)
        {
            var id = site.AddCaregiver(
                place.ToString(CultureInfo.InvariantCulture),
                $"Naam{place}",
                enrolledOn: new DateOnly(2024, 11, 3),
                nextDueOn: new DateOnly(2026, 6, 1),
                coordinator: colleague
            );
            site.Live(id, "Ede", place < 9 ? "Noord" : "Zuid");
            site.Sql(
                $"""
                insert into check_in (caregiver_id, number, asked_on, closes_on, instruments, opened_at, answered_at, closed_at)
                values ({id}, 1, '2025-02-01', '2025-02-20', 'csi', '2025-02-01T08:00:00.000Z', '2025-02-02T08:00:00.000Z', '2025-02-20T08:00:00.000Z')
                """
            );
        }
    }

    public static void Live(this TestInstallation site, long id, string municipality, string neighbourhood) =>
        site.Write(transaction =>
            PersonDetailsTable.Change(
                transaction,
                id,
                PersonDetailsTable.Of(transaction, id) with
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
