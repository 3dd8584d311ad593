namespace CaregiverSignal.Tests;

/// <summary>
/// The folders of the service in the order in which they are read: each stands on those above it in this list.
/// </summary>
public sealed class FolderOrderTests
{
    private static readonly string[] Order = """
        Time Text Files Storage
        Mail
        AuditLogs Questionnaires Web Privacy Configuration Jobs People CheckIns Referrals Invitations Answers Scores Trends
        Signals Networks Delivery Enrolments Retention Concerns Caseload Staff Alerts Happenings Erasure Forms Cases Feedback OwnPage
        Sharing Safety Health
        Import Charts Reports Export Fhir Backup
        Demo
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private static readonly Dictionary<string, HashSet<string>> Uses = ProjectFolders.References(Projects.BelowTheHost);

    [Fact]
    public void Every_folder_has_its_place_in_the_order() =>
        Assert.Equal(
            Uses.SelectMany(use => use.Value.Append(use.Key)).Distinct().Order(StringComparer.Ordinal),
            Order.Order(StringComparer.Ordinal)
        );

    [Fact]
    public void No_folder_names_one_below_it() => Assert.Empty(Backwards());

    private static IEnumerable<string> Backwards() =>
        from use in Uses
        from named in use.Value
        where Array.IndexOf(Order, named) > Array.IndexOf(Order, use.Key)
        orderby Array.IndexOf(Order, use.Key), Array.IndexOf(Order, named)
        select $"{use.Key} → {named}";
}
