using System.Globalization;
using CaregiverSignal.Caseload;
using CaregiverSignal.Desk.ToDo;
using CaregiverSignal.Staff;

namespace CaregiverSignal.Desk.Worklist;

/// <summary>Whose people the worklist shows, and which lines: it stands in the address.</summary>
/// <param name="Whose">The coordinators whose caregivers are on it.</param>
/// <param name="OneOf">The one colleague it was narrowed to; null for their own people or the team.</param>
/// <param name="Kind">The one kind it was narrowed to; null for all.</param>
public sealed record WorklistScope(
    SignedInStaff Staff,
    bool IsTeam,
    long? OneOf,
    WorklistKind? Kind,
    IReadOnlyList<long> Whose
)
{
    public const string Page = "/werklijst";
    private const string WhoseField = "van";
    private const string KindField = "soort";

    /// <summary>What an address or a form asks for; anything else is their own people, and all kinds.</summary>
    /// <param name="asked">What it has in a field.</param>
    public static WorklistScope Of(SignedInStaff staff, Func<string, string?> asked)
    {
        var (whose, only) = (asked(WhoseField), Codes.Find<WorklistKind>(asked(KindField)));
        if (whose == "team")
            return new(staff, true, null, only, staff.Sees);
        return
            long.TryParse(whose, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && staff.Sees.Contains(id)
            ? new(staff, false, id, only, [id])
            : new(staff, false, null, only, staff.ActsFor);
    }

    /// <summary>Their own people, and what came to them.</summary>
    public bool IsMine => !IsTeam && OneOf is null;

    /// <summary>Whether a task is on it.</summary>
    public bool Has(OpenTask task) => Has(task.CoordinatorId, task.EscalatedTo == Staff.Coordinator.Id);

    /// <param name="isWithMe">It was escalated to who looks.</param>
    public bool Has(long ownerId, bool isWithMe) =>
        Staff.Sees.Contains(ownerId) && (Whose.Contains(ownerId) || (IsMine && isWithMe));

    public string Address => AddressOf(Kind);

    /// <summary>The same list, narrowed to a kind or to all.</summary>
    public string AddressOf(WorklistKind? kind) => To(WhoseCode, kind);

    /// <summary>The same kind, of their own people or of others.</summary>
    public string AddressOf(string? whose) => To(whose, Kind);

    /// <summary>The address without the path: empty, <c>van=team</c>, <c>van=3&amp;soort=words</c>.</summary>
    public string Query => QueryOf(WhoseCode, Kind);

    /// <summary>What a form in a row sends along, so that the same list comes back.</summary>
    public IEnumerable<(string Name, string Value)> Fields
    {
        get
        {
            if (WhoseCode is { } whose)
                yield return (WhoseField, whose);
            if (Kind is { } kind)
                yield return (KindField, kind.Code());
        }
    }

    private string? WhoseCode => IsTeam ? "team" : OneOf?.ToString(CultureInfo.InvariantCulture);

    private static string To(string? whose, WorklistKind? kind) =>
        QueryOf(whose, kind) is { Length: > 0 } query ? $"{Page}?{query}" : Page;

    private static string QueryOf(string? whose, WorklistKind? kind) =>
        string.Join(
            '&',
            new[]
            {
                whose is null ? null : $"{WhoseField}={whose}",
                kind is null ? null : $"{KindField}={kind.Value.Code()}",
            }.OfType<string>()
        );
}
