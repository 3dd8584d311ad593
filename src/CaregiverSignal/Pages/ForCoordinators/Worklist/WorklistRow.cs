using CaregiverSignal.Caseload;
using CaregiverSignal.Pages.ForCoordinators.ToDo;

namespace CaregiverSignal.Pages.ForCoordinators.Worklist;

/// <summary>One person on the worklist; pure.</summary>
/// <param name="Lines">What is to be done for them, the most urgent first; at least one.</param>
public sealed record WorklistRow(WorklistPerson Who, IReadOnlyList<WorklistLine> Lines)
{
    /// <summary>The most sentences of a line that is not the first: the case has all.</summary>
    public const int MostBeside = 2;

    /// <summary>Whose they are; null when they are of who looks.</summary>
    public string? Owner { get; init; }

    /// <summary>What whoever calls has to know first; null when there is nothing.</summary>
    public string? BeforeCalling { get; init; }

    public WorkGroup Group => Lines[0].Place.Group;

    /// <summary>The one that it is marked with, the loudest; the words of the others are text.</summary>
    public Tag? Tag => Lines.SelectMany(line => line.Tags).MaxBy(tag => tag.Kind);

    /// <summary>The colour of its edge; null for none.</summary>
    public string? Edge =>
        Tag?.Kind switch
        {
            TagKind.Now => "now",
            TagKind.Soon => "soon",
            _ => null,
        };

    /// <summary>Whether it is one of those that a count above the list counts.</summary>
    public bool IsIn(WorklistPart part) =>
        part switch
        {
            WorklistPart.Late => Lines.Any(line => line.Place.IsLate),
            WorklistPart.Today => Group == WorkGroup.Today,
            WorklistPart.ThisWeek => Group == WorkGroup.ThisWeek,
            _ => Group == WorkGroup.Later,
        };

    /// <summary>The button of the row, or all of a choice; none where nothing is to be done.</summary>
    public IEnumerable<RowAct> Act => Acts.Take(Shown);

    /// <summary>What else can be done.</summary>
    public IEnumerable<RowAct> More => Acts.Skip(Shown);

    private int Shown =>
        Lines[0] is { Kind: WorklistKind.Written, Acts: [{ Posts: true }, ..] choice } ? choice.Count : 1;

    /// <summary>What is only to be read, as a form sends it: its task, and up to when it was shown; null for more than
    /// that.</summary>
    public string? ToRead =>
        Lines is [{ Kind: WorklistKind.Written, Acts: [{ Posts: true } read, ..] }]
            ? $"{read.Address[(read.Address.LastIndexOf('/') + 1)..]}:{read.Fields.Select(sent => sent.Value).FirstOrDefault("0")}"
            : null;

    private IEnumerable<RowAct> Acts => Lines.SelectMany(line => line.Acts);

    /// <summary>Whether a number is offered: not where they want no contact, but for a call that was
    /// promised.</summary>
    public bool OffersCall => Lines.All(line => line.IsCall) || Lines.Any(line => line.Kind == WorklistKind.Call);

    /// <summary>The number that is known, or the one that was given for this call: whoever reads their mail can give
    /// one.</summary>
    public string? Phone =>
        !OffersCall ? null : Who.Phone ?? Lines.Select(line => line.CallOn).OfType<string>().FirstOrDefault();

    /// <summary>The lines of each person joined, in the order of <see cref="WorklistOrder"/>: somebody stands where
    /// their most urgent line does.</summary>
    public static IReadOnlyList<WorklistRow> Of(IEnumerable<WorklistLine> lines) =>
        [
            .. lines
                .GroupBy(line => line.Who.Address)
                .Select(group => new WorklistRow(group.First().Who, [.. group.OrderBy(line => line.Place.Order)]))
                .OrderBy(row => row.Lines[0].Place.Order),
        ];

    /// <summary>The same row with a promised call told in the line of the signal, where both are there: it is one
    /// call.</summary>
    public WorklistRow WithOneCall()
    {
        if (
            Lines.FirstOrDefault(line => line.Kind == WorklistKind.Signal) is not { } signal
            || Lines.FirstOrDefault(line => line.Kind == WorklistKind.Call) is not { } call
        )
            return this;
        // Who asks for a call, and is named so, was promised it.
        var tags = signal.Place.Asks ? call.Tags.Skip(1) : call.Tags;
        var both = signal with
        {
            Place = signal.Place.Order < call.Place.Order ? signal.Place : call.Place,
            Tags = [.. signal.Tags.Concat(tags).DistinctBy(tag => tag.Word)],
            // The promised day is the one to read; what is for today is not put off to a day of our own.
            DueOn = call.IsAim && signal.Place.Group < call.Place.Group ? signal.DueOn : call.DueOn,
            // What was promised says how long it waits.
            When = null,
            Next = string.Join(' ', new[] { call.Next, signal.Next }.OfType<string>()),
            CallOn = call.CallOn,
            IsCall = true,
        };
        return this with { Lines = [.. Lines.Except([signal, call]).Append(both).OrderBy(line => line.Place.Order)] };
    }

    /// <summary>The same row with each link once.</summary>
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
    /// <summary>Unique in the page.</summary>
    public string Id => When.ToString().ToLowerInvariant();
}
