using CaregiverSignal.Caseload;
using CaregiverSignal.Desk.Entry;
using CaregiverSignal.Desk.ToDo;

namespace CaregiverSignal.Desk.Worklist;

/// <summary>The worklist, every text ready to show.</summary>
public sealed record WorklistPageModel
{
    public required StaffShell Shell { get; init; }

    public required WorklistScope Scope { get; init; }

    /// <summary>The colleague whose people it was narrowed to; null for their own people or the team.</summary>
    public required string? OneOf { get; init; }

    /// <summary>Whether a button of the list was just pressed.</summary>
    public required bool IsSaved { get; init; }

    public required string Summary { get; init; }

    /// <summary>What an empty list means; null while it is not empty.</summary>
    public required string? Empty { get; init; }

    /// <summary>
    /// The warning that an alert has not reached the relay though it should have, or came back; null without one.
    /// </summary>
    public required string? AlertLate { get; init; }

    /// <summary>A sentence for each colleague whose caregivers they may see now.</summary>
    public required IReadOnlyList<string> StandsFor { get; init; }

    /// <summary>How many people each kind has, in the order of the kinds; those without anybody too.</summary>
    public required IReadOnlyList<(WorklistKind Kind, int Count)> Kinds { get; init; }

    public required IReadOnlyList<WorklistGroup> Groups { get; init; }

    public required Pager Pager { get; init; }

    /// <summary>How many people are to get a letter.</summary>
    public required int Letters { get; init; }

    /// <summary>How many tips are open, when not all are on the list; null when they are.</summary>
    public required int? AllTips { get; init; }

    /// <summary>The check-in that was just typed in, and who is next; null when none was.</summary>
    public required EntryDone? Typed { get; init; }

    /// <summary>Colleagues who cannot look after their people; for a team lead.</summary>
    public required IReadOnlyList<UncoveredLine> Uncovered { get; init; }

    /// <summary>How much they have themselves; null in the list of others, and for a team lead.</summary>
    public required string? OwnLoad { get; init; }

    /// <summary>What each coordinator of the team has to do; for a team lead.</summary>
    public required IReadOnlyList<CaseloadRow> Loads { get; init; }

    /// <summary>Whose name stands on it, for the record.</summary>
    public IEnumerable<long> Listed =>
        Groups
            .SelectMany(group => group.Rows.Select(row => row.Who.CaregiverId).OfType<long>())
            .Concat(Typed?.Next is { } next ? [next.CaregiverId] : []);

    public const int RowsAPage = 50;

    /// <summary>Kinds that somebody looks for, and wants to know of that there is nothing.</summary>
    private static readonly IReadOnlyList<WorklistKind> Looked =
    [
        WorklistKind.Call,
        WorklistKind.Written,
        WorklistKind.Tip,
        WorklistKind.Ask,
        WorklistKind.Mail,
        WorklistKind.Silent,
    ];

    public static readonly Texts Words = Texts.Of(typeof(WorklistPage));

    /// <summary>"Ook gekeken: post ✓, stil gebleven ✓."; null when each has somebody.</summary>
    public string? Also =>
        Kinds.Where(one => one.Count == 0 && Looked.Contains(one.Kind)).Select(one => NameOf(one.Kind)).ToList()
            is { Count: > 0 } names
            ? Words["Also", ("soorten", string.Join(", ", names.Select(name => $"{name} ✓")))]
            : null;

    public static string NameOf(WorklistKind kind) => ToDoWords.NameOf(kind);

    public static IReadOnlyList<(WorklistKind Kind, int Count)> KindsOf(IReadOnlyList<WorklistRow> rows)
    {
        var counts = rows.SelectMany(row => row.Lines.Select(line => line.Kind).Distinct())
            .CountBy(kind => kind)
            .ToDictionary();
        return [.. Enum.GetValues<WorklistKind>().Select(kind => (kind, counts.GetValueOrDefault(kind)))];
    }

    public static WorklistCounts CountOf(IReadOnlyList<WorklistRow> rows) =>
        new(
            rows.Count,
            rows.Count(row => row.Group == WorkGroup.Today),
            rows.Count(row => row.Group == WorkGroup.ThisWeek),
            rows.Count(row => row.Group == WorkGroup.Later),
            rows.Count(row => row.Lines.Any(line => line.Place.IsLate))
        );

    /// <param name="all">In order.</param>
    /// <param name="shown">Those of this page.</param>
    public static IReadOnlyList<WorklistGroup> GroupsOf(
        IReadOnlyList<WorklistRow> all,
        IReadOnlyList<WorklistRow> shown
    ) =>
        [
            .. shown
                .GroupBy(row => row.Group)
                .Select(group => new WorklistGroup(group.Key, all.Count(row => row.Group == group.Key), [.. group])),
        ];

    /// <summary>"6 open: 1 vandaag, 3 deze week, 2 volgen. 1 is te laat."</summary>
    public static string SummaryOf(WorklistCounts counts)
    {
        if (counts.Open == 0)
            return Words["Empty"];
        var summary = Words[
            "Summary",
            ("open", Texts.Number(counts.Open)),
            ("vandaag", Texts.Number(counts.Today)),
            ("week", Texts.Number(counts.ThisWeek)),
            ("later", Texts.Number(counts.Later))
        ];
        return counts.Overdue switch
        {
            0 => summary,
            1 => $"{summary} {Words["OneLate"]}",
            _ => $"{summary} {Words["ManyLate", ("n", Texts.Number(counts.Overdue))]}",
        };
    }
}

/// <param name="Count">How many people are in it, on all pages.</param>
public sealed record WorklistGroup(WorkGroup When, int Count, IReadOnlyList<WorklistRow> Rows)
{
    /// <summary>Unique in the page.</summary>
    public string Id => When.ToString().ToLowerInvariant();

    public string Title => WorklistPageModel.Words["Group." + When];
}

/// <summary>A colleague whose people need somebody else.</summary>
public sealed record UncoveredLine(long AccountId, string Text);
