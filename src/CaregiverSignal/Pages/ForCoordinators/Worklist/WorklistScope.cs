using System.Globalization;
using CaregiverSignal.Caseload;
using CaregiverSignal.Pages.ForCoordinators.ToDo;

namespace CaregiverSignal.Pages.ForCoordinators.Worklist;

/// <param name="Kind">Null for all.</param>
/// <param name="Part">The chosen count; null for all.</param>
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

    /// <summary>Reads an address or a form; by default the reader's own people and all kinds.</summary>
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

    /// <summary>The query string, such as <c>van=team</c> or <c>van=3&amp;soort=words</c>; may be empty.</summary>
    public string Query => string.Join('&', Fields.Select(pair => $"{pair.Name}={pair.Value}"));

    /// <summary>The same list narrowed to a kind or to all, without a count.</summary>
    public string AddressOf(WorklistKind? kind) => (this with { Kind = kind, Part = null }).Address;

    /// <summary>The same list narrowed to a count; to all if that one is shown already.</summary>
    public string AddressOf(WorklistPart part) =>
        (this with { Kind = null, Part = Part == part ? null : part }).Address;

    /// <summary>The same kinds for other people's caseloads.</summary>
    public string AddressOf(string? whose) => Of(Staff, whose, Kind, Part).Address;

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

public enum WorklistPart
{
    Today,
    Late,
    ThisWeek,
    Later,
}
