using CaregiverSignal.People;
using CaregiverSignal.Referrals;

namespace CaregiverSignal.Reports;

/// <summary>The shape of a report table: what is counted, in which columns and rows.</summary>
/// <param name="Columns">What it counts, without overlap.</param>
/// <param name="Rows">The groups, without overlap; <see cref="Rest"/> is everything else. Empty if the store determines
/// the rows.</param>
public sealed record TableShape(
    string Key,
    HeadlineKind Headline,
    IReadOnlyList<string> Columns,
    IReadOnlyList<string> Rows
)
{
    /// <summary>Everything in no other row; the last row.</summary>
    public const string Rest = "rest";

    /// <summary>Perseverance time before and after help.</summary>
    public const string Course = "course";

    /// <summary>The only column of a table that counts one thing.</summary>
    public const string Count = "n";

    private static readonly string[] Reached = ["known", "new"];
    private static readonly string[] One = [Count];

    /// <summary>All tables in order. A new one is an entry here, its count in <c>ReportCounts</c> and its
    /// words.</summary>
    public static readonly IReadOnlyList<TableShape> All =
    [
        new("years", HeadlineKind.Newest, Reached, []),
        new("age", HeadlineKind.Largest, Reached, ["to45", "to65", "to75", Rest]),
        new(
            "relation",
            HeadlineKind.Largest,
            Reached,
            [Relation.Partner.Code(), Relation.Child.Code(), Relation.Parent.Code(), Rest]
        ),
        new("caring", HeadlineKind.Largest, Reached, ["to2", "to5", "to10", Rest]),
        new("neighbourhood", HeadlineKind.Largest, Reached, []),
        new("response", HeadlineKind.FirstColumn, ["answered", "unanswered"], [Channel.Email.Code(), Rest]),
        new("contact", HeadlineKind.FirstRow, ["red", "amber"], ["soon", "week", Rest]),
        new("help", HeadlineKind.FirstColumn, ["runs", "ended", "offered"], []),
        new(
            "declined",
            HeadlineKind.Largest,
            One,
            [
                HelpReason.CaregiverDeclines.Code(),
                HelpReason.NotNow.Code(),
                HelpReason.RefusesStrangers.Code(),
                HelpReason.TooExpensiveOrFar.Code(),
                Rest,
            ]
        ),
        new("waiting", HeadlineKind.FirstRow, One, ["weeks2", "weeks6", Rest]),
        new("respite", HeadlineKind.FirstRow, One, ["found", "failed", Rest]),
        new("helped", HeadlineKind.FirstColumn, [.. Codes.All<HelpVerdict>()], []),
        new(Course, HeadlineKind.FirstColumn, ["longer", "same", "shorter"], []),
        new(
            "outcomes",
            HeadlineKind.FirstColumn,
            ["told", "untold"],
            [EventKind.CareCollapse.Code(), EventKind.CrisisAdmission.Code()]
        ),
        new("endings", HeadlineKind.All, One, [EventKind.Admission.Code(), EventKind.Death.Code()]),
        new("after-red", HeadlineKind.FirstRow, One, ["followed", Rest]),
    ];

    /// <summary>Tables whose sentences are at the top, if they have any.</summary>
    public static IReadOnlyList<string> Top { get; } = ["years", "response", "contact", "waiting", "helped"];

    /// <summary>Tables by kind of help, whose rows are the kinds' keys.</summary>
    public static IReadOnlyList<TableShape> ByHelp { get; } =
    [.. new[] { "help", "helped", Course }.Select(key => Find(key)!)];

    /// <summary>Whether the rows add up to a total; years do not.</summary>
    public bool HasTotal => Headline != HeadlineKind.Newest;

    /// <summary>Whether it counts people rather than calls, days, messages or offers.</summary>
    public bool IsOfPeople => Key is not ("response" or "contact" or "help" or "waiting" or "respite");

    /// <summary>Whether it says who they are, rather than what was done or what came of it.</summary>
    public bool IsOfWho => Key is "age" or "relation" or "caring" or "neighbourhood";

    /// <summary>Whether adjacent rows are neighbouring values.</summary>
    public bool IsOrdered => Key is "age" or "caring";

    public static TableShape? Find(string key) => All.FirstOrDefault(shape => shape.Key == key);
}

/// <summary>Which numbers a table's headline uses.</summary>
public enum HeadlineKind
{
    /// <summary>The largest part, and of how many.</summary>
    Largest,

    /// <summary>The first row of the first column, and of how many.</summary>
    FirstRow,

    /// <summary>The first column, and of how many.</summary>
    FirstColumn,

    /// <summary>The last row, and the one before.</summary>
    Newest,

    /// <summary>All of it, and as many the period before.</summary>
    All,
}
