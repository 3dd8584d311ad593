using CaregiverSignal.Web;

namespace CaregiverSignal.Reports;

/// <summary>Reports about what is in the store now.</summary>
/// <remarks>May be shared between threads.</remarks>
public sealed class StoredReports(Database database, SupportPointSettings support, SiteTime time)
{
    public IReadOnlyList<ReportedMunicipality> Municipalities() => database.Read(ReportScope.Municipalities);

    public Report OfMunicipality(ReportedMunicipality place, ReportPeriod period) =>
        database.Read(transaction => Report.OfMunicipality(transaction, place.Spellings, period, time));

    /// <summary>Of the reader's team.</summary>
    public Report OfTeam(SignedInStaff staff, ReportPeriod period) =>
        database.Read(transaction =>
            Report.OfTeam(
                transaction,
                staff.Coordinator.TeamId is { } id && TeamTable.Get(transaction, id) is { } team
                    ? team.Name
                    : support.Name,
                [staff.Coordinator.Id, .. staff.Team],
                period,
                time
            )
        );
}
