namespace CaregiverSignal.Tests;

/// <summary>
/// The folders of the service in the order in which they are read: each stands on those above it in this list.
/// </summary>
public sealed class FolderOrderTests
{
    private static readonly string[] Order = """
        Time Text Files Storage Mail
        AuditLogs Questionnaires Web Privacy Jobs People Configuration CheckIns Scores Trends Signals Invitations Staff Networks
        Delivery Enrolments Retention Concerns Answers Caseload Referrals Alerts Happenings Cases Erasure Feedback OwnPage
        Sharing Safety
        Import Charts Reports Export Fhir Backup Health
        Demo
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Those that name a folder below themselves all the same: take away from it, and add nothing.</summary>
    private static readonly string[] Wrong = """
        AuditLogs → People Staff
        Web → People CheckIns
        Jobs → Configuration
        People → Invitations Staff
        Configuration → Signals Staff
        CheckIns → Staff Answers Referrals
        Scores → Answers Referrals
        Signals → Answers Caseload Referrals
        Staff → Concerns Caseload
        Answers → Referrals Happenings OwnPage
        """.Split('\n').Select(line => line.Split(" → ")).SelectMany(line =>
        line[1].Split(' ').Select(named => $"{line[0]} → {named}")
    ).ToArray();

    private static readonly Dictionary<string, HashSet<string>> Uses = ProjectFolders.References(Projects.BelowTheHost);

    [Fact]
    public void Every_folder_has_its_place_in_the_order() =>
        Assert.Equal(
            Uses.SelectMany(use => use.Value.Append(use.Key)).Distinct().Order(StringComparer.Ordinal),
            Order.Order(StringComparer.Ordinal)
        );

    [Fact]
    public void No_folder_names_one_below_it_but_those_that_do_today() => Assert.Empty(Backwards().Except(Wrong));

    [Fact]
    public void What_names_none_below_it_any_more_is_off_the_list() => Assert.Empty(Wrong.Except(Backwards()));

    private static IEnumerable<string> Backwards() =>
        from use in Uses
        from named in use.Value
        where Array.IndexOf(Order, named) > Array.IndexOf(Order, use.Key)
        orderby Array.IndexOf(Order, use.Key), Array.IndexOf(Order, named)
        select $"{use.Key} → {named}";
}
