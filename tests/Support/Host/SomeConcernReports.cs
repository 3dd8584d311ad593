using CaregiverSignal.Concerns;

namespace CaregiverSignal.Tests.Reports;

/// <summary>Reports and their readers for the tests of this room.</summary>
internal static class SomeConcernReports
{
    public const string Words = "Kenmerkzin: het huis is vies en de gordijnen blijven dicht.";

    /// <summary>A coordinator who has come in once.</summary>
    public static async Task<long> Enrolled(
        this TestInstallation site,
        string email = TestInstallation.CoordinatorEmail,
        string name = "Els",
        bool isOperator = false
    )
    {
        var id = await site.Coordinator(email, name);
        await site.Write(async transaction =>
        {
            if (isOperator)
                await CoordinatorTable.SetRoles(transaction, id, [StaffRole.Coordinator, StaffRole.Operator]);
        });
        return id;
    }

    /// <summary>Somebody with just these roles, who has come in once.</summary>
    public static async Task<long> WithRoles(
        this TestInstallation site,
        string email,
        string name,
        params StaffRole[] roles
    )
    {
        var id = await site.Coordinator(email, name);
        await site.Write(transaction => CoordinatorTable.SetRoles(transaction, id, roles));
        return id;
    }

    /// <summary>A report as it came in now.</summary>
    public static Task<long> AddConcernReport(this TestInstallation site, string words = Words, string minor = "") =>
        site.Write(async transaction =>
        {
            var form = ConcernReportForm.New() with
            {
                Words = words,
                About = "Kim, Dorpsstraat 1",
                Minor = minor,
                Name = "Juf Marieke",
                Phone = "06 87654321",
                Email = "marieke@school.example",
            };
            Assert.True(
                await ConcernReportTable.Add(transaction, form, site.Time.Now, site.Time.SeenOn(site.Time.Now))
            );
            return await transaction.One<long>("select max(id) from concern_report");
        });

    /// <summary>The page with what is always filled in; the button is not pressed yet.</summary>
    public static async Task<Browser> WriteConcernReport(this TestInstallation site, string words = Words)
    {
        var browser = await site.NewBrowser().Open("/zorgen");
        return browser.Write(Dutch("ConcernModel.Words"), words).Write(Dutch("ConcernModel.Phone"), "06 87654321");
    }
}
