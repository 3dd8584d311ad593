using CaregiverSignal.Files;
using CaregiverSignal.Networks;
using CaregiverSignal.People;

namespace CaregiverSignal.Import;

/// <summary>A folder of CSV files that was read without faults; rows keep their place for faults found later.</summary>
public sealed record ImportFolder(
    IReadOnlyList<ImportedPerson> People,
    IReadOnlyList<AskedRow> Asked,
    IReadOnlyList<PersonAnswers> Answers,
    IReadOnlyList<EventRow> Events
)
{
    /// <summary>The few different answers, whoever gave them.</summary>
    public IReadOnlyList<ItemCode> Given { get; init; } = [];

    /// <summary>Reads it in parts of so many rows, where nothing of it is kept here; null where all is.</summary>
    public Func<int, IEnumerable<ImportFolder>>? ReadInParts { get; init; }

    public IReadOnlyList<SituationRow> Situations { get; init; } = [];

    public IReadOnlyList<HelperRow> Helpers { get; init; } = [];

    public IReadOnlyList<TieRow> Network { get; init; } = [];

    /// <summary>How many other rows are as much work as one of people.csv.</summary>
    public const int RowsOfAPerson = 25;

    /// <summary>The folder in parts of whole people, in the order of the files: whoever share a situation are together,
    /// with its helpers.</summary>
    /// <param name="rows">After how many rows the next part begins, of which one of people.csv counts for
    /// <see cref="RowsOfAPerson"/>; people who belong together may make a part longer.</param>
    public IEnumerable<ImportFolder> InParts(int rows)
    {
        if (ReadInParts is { } read)
            return read(rows);
        var joined = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var row in Situations)
            if ((GroupOf(row.Person), GroupOf(Among(row.Situation))) is var (own, other) && own != other)
                joined[own] = other;

        var (partOf, before) = (new Dictionary<string, int>(StringComparer.Ordinal), 0);
        foreach (
            var (group, count) in People
                .Select(row => (Code: row.Person, Rows: RowsOfAPerson))
                .Concat(Answers.Select(answered => (Code: answered.Person, Rows: answered.Rows.Count)))
                .Concat(Helpers.Select(row => (Code: Among(row.Situation), Rows: 1)))
                .Concat(Persons.Select(person => (Code: person, Rows: 1)))
                .AggregateBy(pair => GroupOf(pair.Code), 0, (sum, pair) => sum + pair.Rows)
        )
        {
            partOf[group] = before / rows;
            before += count;
        }

        int PartOf(string code) => partOf[GroupOf(code)];
        var people = People.ToLookup(row => PartOf(row.Person));
        var asked = Asked.ToLookup(row => PartOf(row.Person));
        var answers = Answers.ToLookup(answered => PartOf(answered.Person));
        var events = Events.ToLookup(row => PartOf(row.Person));
        var situations = Situations.ToLookup(row => PartOf(row.Person));
        var helpers = Helpers.ToLookup(row => PartOf(Among(row.Situation)));
        var network = Network.ToLookup(row => PartOf(row.Person));
        return partOf
            .Values.Distinct()
            .Select(part =>
                this with
                {
                    People = [.. people[part]],
                    Asked = [.. asked[part]],
                    Answers = [.. answers[part]],
                    Events = [.. events[part]],
                    Situations = [.. situations[part]],
                    Helpers = [.. helpers[part]],
                    Network = [.. network[part]],
                }
            );

        // No code of a person has a line break.
        static string Among(string situation) => "\n" + situation;

        string GroupOf(string code)
        {
            while (joined.TryGetValue(code, out var other))
                code = other;
            return code;
        }
    }

    /// <summary>Everybody whom a file names.</summary>
    public IEnumerable<string> Persons =>
        People
            .Select(row => row.Person)
            .Concat(Asked.Select(row => row.Person))
            .Concat(Answers.Select(answers => answers.Person))
            .Concat(Events.Select(row => row.Person))
            .Concat(Situations.Select(row => row.Person))
            .Concat(Network.Select(row => row.Person))
            .Distinct();

    /// <summary>What is said to have happened after a day.</summary>
    public IEnumerable<(FilePlace Place, DateOnly Date)> After(DateOnly day) =>
        Asked
            .Select(row => (row.Place, row.Date))
            .Concat(Answers.SelectMany(answers => answers.Rows.Select(row => (row.Place, row.Date))))
            .Concat(Events.Select(row => (row.Place, row.Date)))
            .Concat(Network.Select(row => (row.Place, Date: row.Tie.UntilOn ?? row.Tie.FromOn)))
            .Where(row => row.Date > day);

    /// <summary>Where the other files name a person who is not known.</summary>
    public IEnumerable<(FilePlace Place, string Person)> Unknown(Func<string, bool> isKnown) =>
        Asked
            .Where(row => !isKnown(row.Person))
            .Select(row => (row.Place, row.Person))
            .Concat(
                Answers
                    .Where(answers => !isKnown(answers.Person))
                    .SelectMany(answers => answers.Rows.Select(row => (row.Place, answers.Person)))
            )
            .Concat(Events.Where(row => !isKnown(row.Person)).Select(row => (row.Place, row.Person)))
            .Concat(Situations.Where(row => !isKnown(row.Person)).Select(row => (row.Place, row.Person)))
            .Concat(Network.Where(row => !isKnown(row.Person)).Select(row => (row.Place, row.Person)));
}

public readonly record struct FilePlace(string File, int Row)
{
    public Fault Wrong(string column, FormattableString message) => Fault.InCell(File, Row, column, message);
}

/// <param name="Given">The optional columns that the file has; the values of other columns stay as they are
/// stored.</param>
public sealed record ImportedPerson(
    FilePlace Place,
    IReadOnlySet<string> Given,
    string Person,
    DateOnly Enrolled,
    PersonDetails Details,
    string? Coordinator,
    CaregiverStatus Status
)
{
    /// <summary>Whether the support point numbered them; who is new and has none gets one.</summary>
    public bool HasNumber { get; init; } = true;

    /// <summary>Whether who is here is asked as before, unless the row says how.</summary>
    public bool KeepsChannel { get; init; }

    /// <summary>The row's details, completed from what is stored for the columns that its file does not have.</summary>
    /// <remarks>Without a channel, the mail address and the phone number of a row say how somebody is asked.</remarks>
    public PersonDetails Over(PersonDetails stored)
    {
        var merged = PersonField
            .All.Where(field => Given.Contains(field.Column))
            .Aggregate(stored, (to, field) => field.Copied(to, Details));
        return !KeepsChannel && (Given.Contains("email") || Given.Contains("phone"))
            ? merged with
            {
                Channel = Details.Channel,
            }
            : merged;
    }
}

public sealed record AskedRow(FilePlace Place, string Person, DateOnly Date, IReadOnlyList<string> Instruments);

/// <summary>All answers of one person, in the order of the file.</summary>
public sealed record PersonAnswers(string Person, IReadOnlyList<AnswerRow> Rows);

/// <summary>One row of answers: small, because a folder has millions, and the few different answers are
/// shared.</summary>
public readonly record struct AnswerRow(int Row, DateOnly Date, ItemCode Given)
{
    public FilePlace Place => new(FolderFiles.Answers, Row);

    public string Instrument => Given.Instrument;

    public string Item => Given.Item;

    public int Value => Given.Code;
}

/// <summary>An answer as a file has it.</summary>
/// <param name="Place">The item's place in the newest version of the questionnaire; −1 when that has no such item, or
/// no such code among its answers.</param>
public sealed record ItemCode(string Instrument, string Item, int Code, int Place)
{
    /// <summary>The version of the questionnaire that was answered; null where the file does not name it.</summary>
    public int? Version { get; init; }
}

/// <param name="LookAgainOn">The day agreed at a talk or a closing; null with any other kind.</param>
public sealed record EventRow(
    FilePlace Place,
    string Person,
    DateOnly Date,
    EventKind Kind,
    ReportedBy By,
    string Note,
    DateOnly? LookAgainOn
)
{
    /// <summary>The code of whom it is about; null for the only one.</summary>
    public string? Situation { get; init; }

    /// <summary>Whether the last care ended with an admission or a death; null where the file does not say.</summary>
    public bool? EndsCare { get; init; }
}

/// <summary>That somebody cares in a situation; what a cell leaves empty is not known.</summary>
/// <param name="Given">The optional columns that the file has.</param>
public sealed record SituationRow(
    FilePlace Place,
    IReadOnlySet<string> Given,
    string Person,
    string Situation,
    CareRole Role,
    Relation? Relation,
    int? HoursPerWeek,
    DateOnly? Since,
    bool? LivesTogether,
    string? Condition
)
{
    /// <inheritdoc cref="CareFacts.Called"/>
    public string? Called { get; init; }

    /// <inheritdoc cref="CareFacts.BornIn"/>
    public int? Born { get; init; }

    /// <summary>The column <c>place</c>; see <see cref="CareFacts.Municipality"/>.</summary>
    public string? Town { get; init; }

    public Lives? Lives { get; init; }

    /// <summary>What is stored of this care, with the row over it.</summary>
    /// <remarks>What is known of the person cared for stays: two caregivers may say something else of them, each in a
    /// row.</remarks>
    public CareFacts Over(CareFacts stored) =>
        stored with
        {
            Role = Role,
            Relation = Given.Contains("relation") ? Relation : stored.Relation,
            HoursPerWeek = Given.Contains("hours_per_week") ? HoursPerWeek : stored.HoursPerWeek,
            CaringSince = Given.Contains("since") ? Since : stored.CaringSince,
            LivesTogether = Given.Contains("lives_together") ? LivesTogether : stored.LivesTogether,
            Condition = Given.Contains("condition") ? Condition : stored.Condition,
            Called = Given.Contains("called") ? Called : stored.Called,
            BornIn = stored.BornIn ?? Born,
            Municipality = stored.Municipality ?? Town,
        };

    /// <summary>The details of whoever came with this situation, with what the row says over them, but for whom it
    /// is.</summary>
    public PersonDetails Over(PersonDetails details) =>
        details with
        {
            Relation = Relation ?? details.Relation,
            HoursPerWeek = HoursPerWeek ?? details.HoursPerWeek,
            CaringSince = Since ?? details.CaringSince,
            LivesTogether = LivesTogether ?? details.LivesTogether,
            Condition = Condition ?? details.Condition,
        };

    /// <summary>With whom it is: only once the situation has its code.</summary>
    public PersonDetails WithPerson(PersonDetails details) =>
        Over(details) with
        {
            Called = Called ?? details.Called,
            CaredForBorn = details.CaredForBorn ?? Born,
            CaredForMunicipality = details.CaredForMunicipality ?? Town,
        };
}

/// <summary>Where a file says that the person cared for is.</summary>
public enum Lives
{
    Home,
    Admitted,
    Died,
}

public sealed record HelperRow(
    FilePlace Place,
    string Situation,
    string Name,
    HelperKind Kind,
    string? Does,
    DateOnly? From,
    DateOnly? Until
);

/// <param name="Tie">Of no caregiver yet.</param>
public sealed record TieRow(FilePlace Place, string Person, Tie Tie);

/// <param name="Date">The day on which care collapsed.</param>
public sealed record OutcomeRow(FilePlace Place, string Person, DateOnly Date);
