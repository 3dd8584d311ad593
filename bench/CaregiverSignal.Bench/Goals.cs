namespace CaregiverSignal.Bench;

/// <summary>All that is asked of the speed of the program; nothing is measured on which no goal rests.</summary>
public static class Goals
{
    /// <summary>20,000 people with two million answers in a minute, import and first run together.</summary>
    private const double SecondsForThousand = 3;

    public static readonly Goal FormOnSqlite = new(
        "a form on one page, a second",
        "an endpoint with the same rows",
        Asks.RatioAtLeast,
        0.4
    );

    public static readonly Goal FormOnPostgres = FormOnSqlite with { Limit = 0.25 };

    public static readonly Goal Import = new(
        "import and first run of {0:N0} people, s for 1,000",
        "the same rows into bare tables",
        Asks.AtMost,
        SecondsForThousand
    );

    public static readonly Goal ImportMemory = new("its memory, MB", Import.Reference, Asks.AtMost, 250);

    public static readonly Goal Replay = new(
        "replay of {0:N0} people, s",
        "csv.reader of Python over the files",
        Asks.RatioAtMost,
        1
    );

    public static readonly Goal ReplayMemory = new("its memory, MB", Replay.Reference, Asks.AtMost, 100);

    public static readonly Goal Report = new(
        "report of {0:N0} people and five years, s",
        "one aggregate of its check-ins",
        Asks.AtMost,
        10
    );

    public static readonly Goal Start = new(
        "start to the first answer, s",
        "an empty program of ASP.NET Core",
        Asks.RatioAtMost,
        2
    );

    public static readonly Goal IdleMemory = new("idle memory, MB", Start.Reference, Asks.RatioAtMost, 1.6);

    public static readonly Goal BurstPage = new(
        "200 pages of staff at once after a start, the slowest, s",
        Start.Reference,
        Asks.AtMost,
        2
    );

    public static readonly Goal BurstHealth = new(
        "/health/live meanwhile, the slowest, ms",
        Start.Reference,
        Asks.AtMost,
        250
    );

    public static readonly Goal Failed = new("of these, failed", "", Asks.AtMost, 0);

    public static readonly Goal Writes = new(
        "300 small writes at once, a second",
        "the driver alone, one by one",
        Asks.RatioAtLeast,
        0.5
    );

    public static readonly Goal AnswerMethods = new("methods of a heavy answer to its alert", "", Asks.AtMost, 200);

    public static readonly Goal AnswerFiles = new("in files", "", Asks.AtMost, 80);

    public static readonly Goal CaseMethods = new("methods of a case opened", "", Asks.AtMost, 250);

    public static readonly Goal CaseFiles = AnswerFiles with { Limit = 100 };

    public static readonly Goal FirstCommand = new(
        "demo from a fresh clone to its pages, s",
        "a new web project",
        Asks.AtMost,
        90
    );
}

/// <param name="What">What of ours is measured, with its unit.</param>
/// <param name="Reference">The plain program that does as much, in the same run.</param>
public sealed record Goal(string What, string Reference, Asks Asks, double Limit)
{
    public Goal Of(int people) => this with { What = Line.Of(What, people) };

    public Goal On(PostgresServer? server) =>
        this with
        {
            What = $"{What}, {(server is null ? "SQLite" : "PostgreSQL")}",
        };
}

public enum Asks
{
    /// <summary>Ours is at least so many times the reference.</summary>
    RatioAtLeast,

    RatioAtMost,

    /// <summary>Ours is at most so much, whatever the reference.</summary>
    AtMost,
}
