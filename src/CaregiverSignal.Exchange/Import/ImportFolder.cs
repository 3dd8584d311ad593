using CaregiverSignal.Files;
using CaregiverSignal.Networks;
using CaregiverSignal.People;

namespace CaregiverSignal.Import;

/// <summary>A folder of CSV files read without faults; rows keep their positions for later faults.</summary>
public sealed record ImportFolder(
    IReadOnlyList<ImportedPerson> People,
    IReadOnlyList<AskedRow> Asked,
    IReadOnlyList<PersonAnswers> Answers,
    IReadOnlyList<EventRow> Events
)
{
    /// <summary>The few different answers, whoever gave them.</summary>
    public IReadOnlyList<ItemCode> Given { get; init; } = [];

    /// <summary>Reads it in parts of so many rows, if nothing is kept here; null if everything is.</summary>
    public Func<int, IEnumerable<ImportFolder>>? ReadInParts { get; init; }

    public IReadOnlyList<SituationRow> Situations { get; init; } = [];

    public IReadOnlyList<HelperRow> Helpers { get; init; } = [];

    public IReadOnlyList<TieRow> Network { get; init; } = [];

    /// <summary>How many other rows take as much work as one of people.csv.</summary>
    public const int RowsOfAPerson = 25;

    /// <summary>The folder in parts of whole people, in file order: people of one situation stay together.</summary>
    /// <param name="rows">After how many rows the next part begins; one of people.csv counts as
    /// <see cref="RowsOfAPerson"/>. People who belong together may lengthen a part.</param>
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

        // A person's code has no line break.
        static string Among(string situation) => "\n" + situation;

        string GroupOf(string code)
        {
            while (joined.TryGetValue(code, out var other))
                code = other;
            return code;
        }
    }

    public IEnumerable<string> Persons =>
        People
            .Select(row => row.Person)
            .Concat(Asked.Select(row => row.Person))
            .Concat(Answers.Select(answers => answers.Person))
            .Concat(Events.Select(row => row.Person))
            .Concat(Situations.Select(row => row.Person))
            .Concat(Network.Select(row => row.Person))
            .Distinct();

    public IEnumerable<(FilePlace Place, DateOnly Date)> After(DateOnly day) =>
        Asked
            .Select(row => (row.Place, row.Date))
            .Concat(Answers.SelectMany(answers => answers.Rows.Select(row => (row.Place, row.Date))))
            .Concat(Events.Select(row => (row.Place, row.Date)))
            .Concat(Network.Select(row => (row.Place, Date: row.Tie.UntilOn ?? row.Tie.FromOn)))
            .Where(row => row.Date > day);

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

/// <param name="Given">The optional columns in the file; other columns keep their stored values.</param>
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
    /// <summary>Whether the carers' centre numbered them; newcomers without a number get one.</summary>
    public bool HasNumber { get; init; } = true;

    /// <summary>Whether existing people keep their channel unless the row gives one.</summary>
    public bool KeepsChannel { get; init; }

    /// <summary>The row's details, with stored values for columns missing from its file.</summary>
    /// <remarks>Without a channel, a row's email address and phone number determine it.</remarks>
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

public sealed record PersonAnswers(string Person, IReadOnlyList<AnswerRow> Rows);

/// <summary>One row of answers: small, as a folder has millions, and different answers are shared.</summary>
public readonly record struct AnswerRow(int Row, DateOnly Date, ItemCode Given)
{
    public FilePlace Place => new(FolderFiles.Answers, Row);

    public string Instrument => Given.Instrument;

    public string Item => Given.Item;

    public int Value => Given.Code;
}

/// <param name="Place">The item's position in the newest version; −1 if that lacks the item or the code.</param>
public sealed record ItemCode(string Instrument, string Item, int Code, int Place)
{
    /// <summary>The version that was answered; null if the file does not say.</summary>
    public int? Version { get; init; }
}

/// <param name="LookAgainOn">The review date agreed in a conversation or closing; null for other kinds.</param>
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
    /// <summary>The code of the situation; null for the only one.</summary>
    public string? Situation { get; init; }

    /// <summary>Whether the last care ended with an admission or death; null if the file does not say.</summary>
    public bool? EndsCare { get; init; }
}

/// <param name="Given">The optional columns in the file.</param>
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

    /// <remarks>Facts about the person cared for stay: two caregivers may differ on them, each in a row.</remarks>
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

    /// <summary>Details of somebody who came with this situation, updated by the row, except for whom they
    /// care.</summary>
    public PersonDetails Over(PersonDetails details) =>
        details with
        {
            Relation = Relation ?? details.Relation,
            HoursPerWeek = HoursPerWeek ?? details.HoursPerWeek,
            CaringSince = Since ?? details.CaringSince,
            LivesTogether = LivesTogether ?? details.LivesTogether,
            Condition = Condition ?? details.Condition,
        };

    /// <summary>Includes the person cared for: only once the situation has its code.</summary>
    public PersonDetails WithPerson(PersonDetails details) =>
        Over(details) with
        {
            Called = Called ?? details.Called,
            CaredForBorn = details.CaredForBorn ?? Born,
            CaredForMunicipality = details.CaredForMunicipality ?? Town,
        };
}

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

public sealed record TieRow(FilePlace Place, string Person, Tie Tie);

/// <param name="Date">The day of carer breakdown.</param>
public sealed record OutcomeRow(FilePlace Place, string Person, DateOnly Date);
