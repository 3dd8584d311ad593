using System.Globalization;
using CaregiverSignal.Caseload;
using CaregiverSignal.Pages.ForCoordinators.ToDo;

namespace CaregiverSignal.Pages.ForCoordinators.Worklist;

/// <summary>Whose people the worklist shows, and which lines: it stands in the address.</summary>
/// <param name="Kind">The one kind it was narrowed to; null for all.</param>
/// <param name="Part">The one of the four counts that it was narrowed to; null for all.</param>
public sealed record WorklistScope(
    SignedInStaff Staff,
    bool IsTeam,
    long? OneOf,
    WorklistKind? Kind,
    WorklistPart? Part,
    IReadOnlyList<long> Whose
) : WorkScope(Staff, IsTeam, OneOf, Whose)
{
    public const string Page = "/werklijst";
    private const string WhoseField = "van";
    private const string KindField = "soort";
    private const string PartField = "wanneer";

    /// <summary>What an address or a form asks for; anything else is their own people, and all kinds.</summary>
    /// <param name="asked">What it has in a field.</param>
    public static WorklistScope Of(SignedInStaff staff, Func<string, string?> asked) =>
        Of(
            staff,
            asked(WhoseField),
            Codes.Find<WorklistKind>(asked(KindField)),
            Codes.Find<WorklistPart>(asked(PartField))
        );

    private static WorklistScope Of(SignedInStaff staff, string? whose, WorklistKind? kind, WorklistPart? part) =>
        whose == "team" ? new(staff, true, null, kind, part, staff.Sees)
        : long.TryParse(whose, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && staff.Sees.Contains(id)
            ? new(staff, false, id, kind, part, [id])
        : new(staff, false, null, kind, part, staff.ActsFor);

    public override bool IsOfReports => Kind == WorklistKind.ConcernReport;

    public string Address => Query.Length > 0 ? $"{Page}?{Query}" : Page;

    /// <summary>The address without the path: empty, <c>van=team</c>, <c>van=3&amp;soort=words</c>.</summary>
    public string Query => string.Join('&', Fields.Select(pair => $"{pair.Name}={pair.Value}"));

    /// <summary>The address of the same list, narrowed to a kind or to all; one choice at a time.</summary>
    public string AddressOf(WorklistKind? kind) => (this with { Kind = kind, Part = null }).Address;

    /// <summary>The address of the same list with one of the four counts, or with all where that one is
    /// shown.</summary>
    public string AddressOf(WorklistPart part) =>
        (this with { Kind = null, Part = Part == part ? null : part }).Address;

    /// <summary>The address of the same kind, of their own people or of others.</summary>
    public string AddressOf(string? whose) => Of(Staff, whose, Kind, Part).Address;

    /// <summary>What a form in a row sends along, so that the same list comes back.</summary>
    public IEnumerable<(string Name, string Value)> Fields
    {
        get
        {
            if (IsTeam || OneOf is not null)
                yield return (WhoseField, OneOf?.ToString(CultureInfo.InvariantCulture) ?? "team");
            if (Kind is { } kind)
                yield return (KindField, kind.Code());
            if (Part is { } part)
                yield return (PartField, part.Code());
        }
    }
}

/// <summary>What is counted above the worklist.</summary>
public enum WorklistPart
{
    Today,
    Late,
    ThisWeek,
    Later,
}
