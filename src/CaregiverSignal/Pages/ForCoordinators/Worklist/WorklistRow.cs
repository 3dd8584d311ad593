using CaregiverSignal.Caseload;
using CaregiverSignal.Pages.ForCoordinators.ToDo;

namespace CaregiverSignal.Pages.ForCoordinators.Worklist;

/// <summary>One person on the worklist; pure.</summary>
/// <param name="Lines">What to do for them, most urgent first; at least one.</param>
public sealed record WorklistRow(WorklistPerson Who, IReadOnlyList<WorklistLine> Lines)
{
    /// <summary>The most sentences of each line but the first; the case has them all.</summary>
    public const int MostBeside = 2;

    /// <summary>The coordinator; null for the reader's own.</summary>
    public string? Owner { get; init; }

    /// <summary>What to know before calling; null if nothing.</summary>
    public string? BeforeCalling { get; init; }

    public WorkGroup Group => Lines[0].Place.Group;

    /// <summary>The loudest tag; the others are plain text.</summary>
    public Tag? Tag => Lines.SelectMany(line => line.Tags).MaxBy(tag => tag.Kind);

    public string? Edge =>
        Tag?.Kind switch
        {
            TagKind.Now => "now",
            TagKind.Soon => "soon",
            _ => null,
        };

    public bool IsIn(WorklistPart part) =>
        part switch
        {
            WorklistPart.Late => Lines.Any(line => line.Place.IsLate),
            WorklistPart.Today => Group == WorkGroup.Today,
            WorklistPart.ThisWeek => Group == WorkGroup.ThisWeek,
            _ => Group == WorkGroup.Later,
        };

    /// <summary>The row's button, or all choices; empty if there is nothing to do.</summary>
    public IEnumerable<RowAct> Act => Acts.Take(Shown);

    public IEnumerable<RowAct> More => Acts.Skip(Shown);

    private int Shown =>
        Lines[0] is { Kind: WorklistKind.Written, Acts: [{ Posts: true }, ..] choice } ? choice.Count : 1;

    /// <summary>The task and time shown, as a form sends it; null if there is more to do than read.</summary>
    public string? ToRead =>
        Lines is [{ Kind: WorklistKind.Written, Acts: [{ Posts: true } read, ..] }]
            ? $"{read.Address[(read.Address.LastIndexOf('/') + 1)..]}:{read.Fields.Select(sent => sent.Value).FirstOrDefault("0")}"
            : null;

    private IEnumerable<RowAct> Acts => Lines.SelectMany(line => line.Acts);

    /// <summary>Whether to offer a number: for promised calls, and otherwise unless they want no contact.</summary>
    public bool OffersCall => Lines.All(line => line.IsCall) || Lines.Any(line => line.Kind == WorklistKind.Call);

    /// <summary>The known number; otherwise one given for this call, perhaps by whoever reads their email.</summary>
    public string? Phone =>
        !OffersCall ? null : Who.Phone ?? Lines.Select(line => line.CallOn).OfType<string>().FirstOrDefault();

    /// <summary>Joins each person's lines in <see cref="WorklistOrder"/>, placed by their most urgent.</summary>
    public static IReadOnlyList<WorklistRow> Of(IEnumerable<WorklistLine> lines) =>
        [
            .. lines
                .GroupBy(line => line.Who.Address)
                .Select(group => new WorklistRow(group.First().Who, [.. group.OrderBy(line => line.Place.Order)]))
                .OrderBy(row => row.Lines[0].Place.Order),
        ];

    /// <summary>Merges a promised call into the line of the signal, if both are there: it is one call.</summary>
    public WorklistRow WithOneCall()
    {
        if (
            Lines.FirstOrDefault(line => line.Kind == WorklistKind.Signal) is not { } signal
            || Lines.FirstOrDefault(line => line.Kind == WorklistKind.Call) is not { } call
        )
            return this;
        // A tag that already says they asked for a call makes the promised one superfluous.
        var tags = signal.Place.Asks ? call.Tags.Skip(1) : call.Tags;
        var both = signal with
        {
            Place = signal.Place.Order < call.Place.Order ? signal.Place : call.Place,
            Tags = [.. signal.Tags.Concat(tags).DistinctBy(tag => tag.Word)],
            // The promised day is shown; what is for today is not postponed to an aim of our own.
            DueOn = call.IsAim && signal.Place.Group < call.Place.Group ? signal.DueOn : call.DueOn,
            // The promise already says how long it waits.
            When = null,
            Next = string.Join(' ', new[] { call.Next, signal.Next }.OfType<string>()),
            CallOn = call.CallOn,
            IsCall = true,
        };
        return this with { Lines = [.. Lines.Except([signal, call]).Append(both).OrderBy(line => line.Place.Order)] };
    }

    public WorklistRow Calm()
    {
        var links = new HashSet<string>();
        return this with
        {
            Lines =
            [
                .. Lines.Select(line =>
                    line with
                    {
                        Acts = [.. line.Acts.Where(act => act.Posts || links.Add(act.Address))],
                    }
                ),
            ],
        };
    }
}

/// <param name="Count">How many people are in it, on all pages.</param>
public sealed record WorklistGroup(WorkGroup When, int Count, IReadOnlyList<WorklistRow> Rows)
{
    public string Id => When.ToString().ToLowerInvariant();
}
