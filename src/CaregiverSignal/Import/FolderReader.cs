using System.Globalization;
using CaregiverSignal.Files;
using CaregiverSignal.Mail.Letters;
using CaregiverSignal.People;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Import;

/// <summary>Reads the contract's CSV files; each wrong cell becomes a fault with file, row, column, value and what is allowed.</summary>
public sealed class FolderReader
{
    private static readonly string[] Relations = ["partner", "child", "parent", "sibling", "friend", "neighbour", "other"];
    private static readonly string[] Channels = ["email", "phone", "paper"];
    private static readonly string[] Statuses = ["active", "paused", "aftercare", "ended"];
    private static readonly string[] Reporters = ["caregiver", "coordinator", "professional", "system"];
    public static readonly IReadOnlyList<string> OptionalOfPeople =
    [
        "first_name", "last_name", "email", "phone", "born", "relation", "hours_per_week", "caring_since",
        "lives_together", "works", "condition", "channel", "language", "coordinator", "status",
    ];

    private const int LongestId = 64;
    private const int LongestName = 100;
    private const int LongestNote = 2000;
    private static readonly DateOnly FirstDay = new(1900, 1, 1);
    private static readonly DateOnly LastDay = new(2199, 12, 31);

    private readonly string folder;
    private readonly Instruments instruments;
    private readonly bool asHistory;
    private readonly Dictionary<string, string> known = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Instrument, string Key), List<Item>> items = [];

    // A file has millions of cells and few different texts in them: each is made sense of once.
    private readonly Dictionary<string, DateOnly> days = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Instrument, string Item, string Value), GivenAnswer> given = [];
    private readonly Dictionary<string, string[]> asked = new(StringComparer.Ordinal);
    private readonly List<Fault> faults = [];
    private readonly Dictionary<string, HashSet<string>> columns = [];

    private FolderReader(string folder, Instruments instruments, bool asHistory) =>
        (this.folder, this.instruments, this.asHistory) = (folder, instruments, asHistory);

    /// <param name="asHistory">
    /// Only looked back on, nobody is mailed: a coordinator may have any name, an address need not be given, and who has
    /// neither a channel, an address nor a number was asked by mail.
    /// </param>
    /// <returns>Null when there are faults; all of them are told at once.</returns>
    public static ImportFolder? Read(string folder, Instruments instruments, out IReadOnlyList<Fault> faults, bool asHistory = false)
    {
        var reader = new FolderReader(folder, instruments, asHistory);
        faults = reader.faults;
        if (!Directory.Exists(folder))
        {
            reader.faults.Add(new Fault(folder, "", "there is no such folder"));
            return null;
        }

        if (!FolderFiles.Names.Any(name => File.Exists(Path.Combine(folder, name))))
        {
            reader.faults.Add(new Fault(folder, "", $"holds none of {string.Join(", ", FolderFiles.Names)}"));
            return null;
        }

        var read = new ImportFolder(
            reader.Table("people.csv", ["person", "enrolled"], [.. OptionalOfPeople], reader.ReadPerson),
            reader.Table("asked.csv", ["person", "date", "instruments"], [], reader.ReadAsked),
            reader.ReadAnswers(),
            reader.Table("events.csv", ["person", "date", "kind", "by", "note"], [], reader.ReadEvent));
        reader.RefuseTwice([read.People], row => row.Person, row => row.Place, "person");
        // Person by person: one table of all keys would take more room than the rows themselves.
        reader.RefuseTwice(read.Asked.GroupBy(row => row.Person), row => row.Date, row => row.Place, "date");
        reader.RefuseTwice(read.Answers.Select(one => one.Rows), row => (row.Date, row.Instrument, row.Item), row => row.Place, "item");
        return reader.faults.Count == 0 ? read : null;
    }

    /// <summary>The days care collapsed, from a file of <c>person,date</c>.</summary>
    /// <param name="people">Who may be in it.</param>
    /// <returns>Null when there are faults; all of them are told at once.</returns>
    public static IReadOnlyList<OutcomeRow>? ReadOutcomes(string path, IReadOnlySet<string> people, Instruments instruments, out IReadOnlyList<Fault> faults)
    {
        var reader = new FolderReader(Path.GetDirectoryName(path) ?? "", instruments, true);
        faults = reader.faults;
        var name = Path.GetFileName(path);
        if (!File.Exists(path)) reader.faults.Add(new Fault(path, "", "there is no such file"));
        var rows = reader.Table(name, ["person", "date"], [], (row, place) => new OutcomeRow(place, reader.Person(row), reader.Day(row, "date") ?? reader.MissingDay(row, "date")));
        foreach (var row in rows.Where(row => !people.Contains(row.Person))) reader.faults.Add(row.Place.Wrong("person", $"'{row.Person}' is not in people.csv"));
        reader.RefuseTwice([rows], row => (row.Person, row.Date), row => row.Place, "date");
        return reader.faults.Count == 0 ? rows : null;
    }

    private List<T> Table<T>(string name, string[] required, string[] optional, Func<CsvLine, Place, T?> read)
        where T : class
    {
        var rows = new List<T>();
        Each(name, required, optional, row =>
        {
            var before = faults.Count;
            if (read(row, new Place(name, row.Number)) is { } value && faults.Count == before) rows.Add(value);
        });
        return rows;
    }

    /// <summary>By person at once, in the order in which they first appear: the rows are too many to be put in order afterwards.</summary>
    private List<PersonAnswers> ReadAnswers()
    {
        var answers = new List<PersonAnswers>();
        var byPerson = new Dictionary<string, List<AnswerRow>>(StringComparer.Ordinal);
        Each(AnswerRow.File, ["person", "date", "instrument", "item", "value"], [], row =>
        {
            var before = faults.Count;
            var person = Person(row);
            if (ReadAnswer(row) is not { } answer || faults.Count > before) return;
            if (!byPerson.TryGetValue(person, out var rows))
            {
                byPerson[person] = rows = [];
                answers.Add(new PersonAnswers(person, rows));
            }

            rows.Add(answer);
        });
        return answers;
    }

    private void Each(string name, string[] required, string[] optional, Action<CsvLine> read)
    {
        var path = Path.Combine(folder, name);
        if (!File.Exists(path)) return;
        using var table = CsvTable.Open(path, required, optional, faults.Add);
        if (table is null) return;
        columns[name] = [.. optional.Where(table.Has)];
        var places = required.Concat(optional).Select(table.PlaceOf).Where(place => place >= 0).ToArray();
        foreach (var row in table.Rows())
        {
            // A spreadsheet saves the rows under the last one that were once used, with nothing in them.
            if (!Array.TrueForAll(places, place => row.Cell(place).IsEmpty)) read(row);
        }
    }

    private PersonRow? ReadPerson(CsvLine row, Place place)
    {
        var email = Optional(row, "email");
        if (email is not null && !Address.TryParse(email, out _)) Wrong(row, "email", $"'{OneLine.Shown(email)}' is not one mail address, as naam@example.org");
        var coordinator = Optional(row, "coordinator");
        if (!asHistory && coordinator is not null && !Address.TryParse(coordinator, out _)) Wrong(row, "coordinator", $"'{OneLine.Shown(coordinator)}' is not one mail address, as naam@example.org");
        var phone = Short(row, "phone");
        var channel = OneOf(row, "channel", Channels) ?? (email is not null ? "email" : phone is not null ? "phone" : asHistory ? "email" : "paper");
        if (!asHistory && channel == "email" && email is null) Wrong(row, "email", "is empty, and the channel is email; give an address, or the channel phone or paper");
        return new PersonRow(
            place,
            columns["people.csv"],
            Person(row),
            Day(row, "enrolled") ?? MissingDay(row, "enrolled"),
            Short(row, "first_name"),
            Short(row, "last_name"),
            email,
            phone,
            Day(row, "born"),
            OneOf(row, "relation", Relations),
            Whole(row, "hours_per_week", 0, 168),
            Day(row, "caring_since"),
            YesNo(row, "lives_together"),
            YesNo(row, "works"),
            Short(row, "condition"),
            channel,
            Language(row) ?? "nl",
            coordinator,
            OneOf(row, "status", Statuses) ?? "active");
    }

    private AskedRow? ReadAsked(CsvLine row, Place place)
    {
        var text = Required(row, "instruments");
        if (asked.TryGetValue(text, out var sound)) return new AskedRow(place, Person(row), Day(row, "date") ?? MissingDay(row, "date"), sound);
        var before = faults.Count;
        var keys = text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (keys.Length == 0 && row["instruments"].Length > 0) Wrong(row, "instruments", $"names no questionnaire; known are {string.Join(", ", instruments.Keys)}");
        foreach (var key in keys.GroupBy(key => key).Where(same => same.Count() > 1)) Wrong(row, "instruments", $"'{OneLine.Shown(key.Key)}' is there twice");
        foreach (var key in keys.Where(key => instruments.Find(key) is null)) Wrong(row, "instruments", $"'{OneLine.Shown(key)}' is not known; known are {string.Join(", ", instruments.Keys)}");
        // One list for the many rows that were asked the same.
        if (faults.Count == before) asked[text] = keys;
        return new AskedRow(place, Person(row), Day(row, "date") ?? MissingDay(row, "date"), keys);
    }

    private AnswerRow? ReadAnswer(CsvLine row)
    {
        var date = Day(row, "date") ?? MissingDay(row, "date");
        var key = Required(row, "instrument");
        var itemKey = Required(row, "item");
        var text = Required(row, "value");
        if (given.TryGetValue((key, itemKey, text), out var same)) return new AnswerRow(row.Number, date, same);
        if (instruments.Find(key) is not { } instrument)
        {
            if (key.Length > 0) Wrong(row, "instrument", $"'{OneLine.Shown(key)}' is not known; known are {string.Join(", ", instruments.Keys)}");
            return null;
        }

        var versions = ItemsOf(instrument.Key, itemKey);
        if (versions.Count == 0)
        {
            if (itemKey.Length > 0) Wrong(row, "item", $"'{OneLine.Shown(itemKey)}' is not an item of {key}; its items are {string.Join(", ", instrument.Items.Select(one => one.Key))}");
            return null;
        }

        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && versions.Exists(item => item.Allows(value))) return new AnswerRow(row.Number, date, given[(key, itemKey, text)] = new GivenAnswer(instrument.Key, versions[^1].Key, value));
        if (text.Length > 0) Wrong(row, "value", $"'{OneLine.Shown(text)}' is not allowed for {key}.{itemKey}; allowed are {versions[^1].Allowed}");
        return null;
    }

    /// <summary>An item in every version that has it, oldest first: an old folder may hold items and codes that the newest has left out.</summary>
    private List<Item> ItemsOf(string instrument, string key)
    {
        if (items.TryGetValue((instrument, key), out var found)) return found;
        found = [.. instruments.All.Where(version => version.Key == instrument).Select(version => version.Item(key)).OfType<Item>()];
        return items[(instrument, key)] = found;
    }

    private EventRow? ReadEvent(CsvLine row, Place place)
    {
        var kind = Required(row, "kind");
        if (kind.Length > 0 && !EventKinds.All.Contains(kind)) Wrong(row, "kind", $"'{OneLine.Shown(kind)}' is not known; known are {string.Join(", ", EventKinds.All)}");
        var note = SpreadsheetCell.Unguarded(row["note"]);
        if (note.Length > LongestNote) Wrong(row, "note", $"has {note.Length} characters; allowed are {LongestNote}");
        if (note.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t'))) Wrong(row, "note", $"'{OneLine.Shown(note)}' has a control character in it; allowed are text and line breaks");
        return new EventRow(place, Person(row), Day(row, "date") ?? MissingDay(row, "date"), kind, OneOf(row, "by", Reporters) ?? Required(row, "by"), note);
    }

    private void RefuseTwice<T, TKey>(IEnumerable<IEnumerable<T>> groups, Func<T, TKey> key, Func<T, Place> place, string column)
        where TKey : notnull
    {
        var first = new Dictionary<TKey, Place>();
        foreach (var rows in groups)
        {
            first.Clear();
            foreach (var row in rows)
            {
                if (!first.TryAdd(key(row), place(row))) faults.Add(place(row).Wrong(column, $"is there twice; the first is in row {first[key(row)].Row}"));
            }
        }
    }

    private string Person(CsvLine row)
    {
        var person = Required(row, "person");
        // One text for the many rows of a person.
        if (known.TryGetValue(person, out var same)) return same;
        if (OneLine.Problem(person, LongestId) is { } problem) Wrong(row, "person", problem);
        else known[person] = person;
        return person;
    }

    private string? Short(CsvLine row, string column)
    {
        if (Optional(row, column) is not { } text) return null;
        if (OneLine.Problem(text, LongestName) is { } problem) Wrong(row, column, problem);
        return text;
    }

    /// <summary>A language tag (RFC 5646), by its form.</summary>
    private string? Language(CsvLine row)
    {
        if (Optional(row, "language") is not { } tag) return null;
        var parts = tag.Split('-');
        if (parts[0].Length is >= 2 and <= 8 && Array.TrueForAll(parts, part => part.Length is >= 1 and <= 8 && part.All(char.IsAsciiLetterOrDigit))) return tag;
        Wrong(row, "language", $"'{OneLine.Shown(tag)}' is not a language tag, as nl or en-GB");
        return null;
    }

    private string Required(CsvLine row, string column)
    {
        var text = SpreadsheetCell.Unguarded(row[column]);
        if (text.Length == 0) Wrong(row, column, "is empty");
        return text;
    }

    private static string? Optional(CsvLine row, string column) => SpreadsheetCell.Unguarded(row[column]) is { Length: > 0 } text ? text : null;

    private DateOnly MissingDay(CsvLine row, string column)
    {
        if (row[column].Length == 0) Wrong(row, column, "is empty; write a day as 2026-03-31");
        return default;
    }

    /// <summary>A day, or the UTC day of an instant.</summary>
    private DateOnly? Day(CsvLine row, string column)
    {
        if (Optional(row, column) is not { } text) return null;
        if (days.TryGetValue(text, out var same)) return same;
        if (ParseDay(text) is not { } day)
        {
            Wrong(row, column, $"'{OneLine.Shown(text)}' is not a day; write 2026-03-31 or 2026-03-31T09:00:00Z");
            return null;
        }

        if (day >= FirstDay && day <= LastDay) return days[text] = day;
        Wrong(row, column, $"'{text}' is not allowed; allowed are days from {FirstDay:yyyy-MM-dd} to {LastDay:yyyy-MM-dd}");
        return null;
    }

    private static DateOnly? ParseDay(string text)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day;
        return DateTime.TryParseExact(text, "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant) ? DateOnly.FromDateTime(instant) : null;
    }

    private int? Whole(CsvLine row, string column, int least, int most)
    {
        if (Optional(row, column) is not { } text) return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most) return number;
        Wrong(row, column, $"'{OneLine.Shown(text)}' is not allowed; allowed is a whole number from {least} to {most}");
        return null;
    }

    private bool? YesNo(CsvLine row, string column) => OneOf(row, column, ["yes", "no"]) switch { "yes" => true, "no" => false, _ => null };

    private string? OneOf(CsvLine row, string column, string[] allowed)
    {
        if (Optional(row, column) is not { } text) return null;
        if (allowed.Contains(text)) return text;
        Wrong(row, column, $"'{OneLine.Shown(text)}' is not allowed; allowed are {string.Join(", ", allowed)}");
        return null;
    }

    private void Wrong(CsvLine row, string column, string message) => faults.Add(row.Wrong(column, message));
}
