using System.Globalization;
using CaregiverSignal.Cli;
using CaregiverSignal.Mail;
using CaregiverSignal.People;
using CaregiverSignal.Questionnaires;

namespace CaregiverSignal.Import;

/// <summary>Reads the contract's CSV files; each wrong cell becomes a fault with file, row, column, value and what is allowed.</summary>
public sealed class FolderReader
{
    private static readonly string[] Relations = ["partner", "child", "parent", "sibling", "friend", "neighbour", "other"];
    private static readonly string[] Channels = ["email", "phone", "paper"];
    private static readonly string[] Statuses = ["active", "paused", "aftercare", "ended"];
    private static readonly string[] Reporters = ["caregiver", "coordinator", "professional", "system"];
    private static readonly string[] OptionalOfPeople =
    [
        "first_name", "last_name", "email", "phone", "born", "relation", "hours_per_week", "caring_since",
        "lives_together", "works", "condition", "channel", "language", "coordinator", "status",
    ];

    private readonly string folder;
    private readonly Instruments instruments;
    private readonly List<Fault> faults = [];

    private FolderReader(string folder, Instruments instruments) => (this.folder, this.instruments) = (folder, instruments);

    /// <returns>Null when there are faults; all of them are told at once.</returns>
    public static ImportFolder? Read(string folder, Instruments instruments, out IReadOnlyList<Fault> faults)
    {
        var reader = new FolderReader(folder, instruments);
        faults = reader.faults;
        if (!Directory.Exists(folder))
        {
            reader.faults.Add(new Fault(folder, "", "there is no such folder"));
            return null;
        }

        string[] known = ["people.csv", "asked.csv", "answers.csv", "events.csv"];
        if (!known.Any(name => File.Exists(Path.Combine(folder, name))))
        {
            reader.faults.Add(new Fault(folder, "", $"holds none of {string.Join(", ", known)}"));
            return null;
        }

        var read = new ImportFolder(
            reader.Table("people.csv", ["person", "enrolled"], OptionalOfPeople, reader.ReadPerson),
            reader.Table("asked.csv", ["person", "date", "instruments"], [], reader.ReadAsked),
            reader.Table("answers.csv", ["person", "date", "instrument", "item", "value"], [], reader.ReadAnswer),
            reader.Table("events.csv", ["person", "date", "kind", "by", "note"], [], reader.ReadEvent));
        reader.RefuseTwice(read.People, row => row.Person, row => row.Place, "person");
        reader.RefuseTwice(read.Asked, row => (row.Person, row.Date), row => row.Place, "date");
        reader.RefuseTwice(read.Answers, row => (row.Person, row.Date, row.Instrument, row.Item), row => row.Place, "item");
        return reader.faults.Count == 0 ? read : null;
    }

    private List<T> Table<T>(string name, string[] required, string[] optional, Func<CsvRow, Place, T?> read)
        where T : class
    {
        var path = Path.Combine(folder, name);
        var rows = new List<T>();
        if (!File.Exists(path)) return rows;
        using var table = CsvTable.Open(path, required, optional, faults.Add);
        if (table is null) return rows;
        foreach (var row in table.Rows())
        {
            var before = faults.Count;
            if (read(row, new Place(name, row.Number)) is { } value && faults.Count == before) rows.Add(value);
        }

        return rows;
    }

    private PersonRow? ReadPerson(CsvRow row, Place place)
    {
        var email = Optional(row, "email");
        if (email is not null && !Address.TryParse(email, out _)) Wrong(row, "email", $"'{email}' is not one mail address, as naam@example.org");
        var coordinator = Optional(row, "coordinator");
        if (coordinator is not null && !Address.TryParse(coordinator, out _)) Wrong(row, "coordinator", $"'{coordinator}' is not one mail address, as naam@example.org");
        var phone = Optional(row, "phone");
        var channel = OneOf(row, "channel", Channels) ?? (email is not null ? "email" : phone is not null ? "phone" : "paper");
        if (channel == "email" && email is null) Wrong(row, "email", "is empty, and the channel is email; give an address, or the channel phone or paper");
        return new PersonRow(
            place,
            Required(row, "person"),
            Day(row, "enrolled") ?? MissingDay(row, "enrolled"),
            Optional(row, "first_name"),
            Optional(row, "last_name"),
            email,
            phone,
            Day(row, "born"),
            OneOf(row, "relation", Relations),
            Whole(row, "hours_per_week", 0, 168),
            Day(row, "caring_since"),
            YesNo(row, "lives_together"),
            YesNo(row, "works"),
            Optional(row, "condition"),
            channel,
            Optional(row, "language") ?? "nl",
            coordinator,
            OneOf(row, "status", Statuses) ?? "active");
    }

    private AskedRow? ReadAsked(CsvRow row, Place place)
    {
        var keys = Required(row, "instruments").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        foreach (var key in keys.Where(key => instruments.Find(key) is null)) Wrong(row, "instruments", $"'{key}' is not known; known are {string.Join(", ", instruments.Keys)}");
        return new AskedRow(place, Required(row, "person"), Day(row, "date") ?? MissingDay(row, "date"), keys);
    }

    private AnswerRow? ReadAnswer(CsvRow row, Place place)
    {
        var person = Required(row, "person");
        var date = Day(row, "date") ?? MissingDay(row, "date");
        var key = Required(row, "instrument");
        var itemKey = Required(row, "item");
        var text = Required(row, "value");
        if (instruments.Find(key) is not { } instrument)
        {
            if (key.Length > 0) Wrong(row, "instrument", $"'{key}' is not known; known are {string.Join(", ", instruments.Keys)}");
            return null;
        }

        if (instrument.Item(itemKey) is not { } item)
        {
            Wrong(row, "item", $"'{itemKey}' is not an item of {key}; its items are {string.Join(", ", instrument.Items.Select(one => one.Key))}");
            return null;
        }

        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && item.Allows(value)) return new AnswerRow(place, person, date, key, itemKey, value);
        Wrong(row, "value", $"'{text}' is not allowed for {key}.{itemKey}; allowed are {item.Allowed}");
        return null;
    }

    private EventRow? ReadEvent(CsvRow row, Place place)
    {
        var kind = Required(row, "kind");
        if (kind.Length > 0 && !EventKinds.All.Contains(kind)) Wrong(row, "kind", $"'{kind}' is not known; known are {string.Join(", ", EventKinds.All)}");
        return new EventRow(place, Required(row, "person"), Day(row, "date") ?? MissingDay(row, "date"), kind, OneOf(row, "by", Reporters) ?? Required(row, "by"), row["note"]);
    }

    private void RefuseTwice<T, TKey>(IEnumerable<T> rows, Func<T, TKey> key, Func<T, Place> place, string column)
        where TKey : notnull
    {
        var first = new Dictionary<TKey, Place>();
        foreach (var row in rows)
        {
            if (!first.TryAdd(key(row), place(row))) faults.Add(place(row).Wrong(column, $"is there twice; the first is in row {first[key(row)].Row}"));
        }
    }

    private string Required(CsvRow row, string column)
    {
        if (row[column].Length == 0) Wrong(row, column, "is empty");
        return row[column];
    }

    private static string? Optional(CsvRow row, string column) => row[column].Length == 0 ? null : row[column];

    private DateOnly MissingDay(CsvRow row, string column)
    {
        if (row[column].Length == 0) Wrong(row, column, "is empty; write a day as 2026-03-31");
        return default;
    }

    /// <summary>A day, or the UTC day of an instant.</summary>
    private DateOnly? Day(CsvRow row, string column)
    {
        if (Optional(row, column) is not { } text) return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day;
        if (DateTime.TryParseExact(text, "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant)) return DateOnly.FromDateTime(instant);
        Wrong(row, column, $"'{text}' is not a day; write 2026-03-31 or 2026-03-31T09:00:00Z");
        return null;
    }

    private int? Whole(CsvRow row, string column, int least, int most)
    {
        if (Optional(row, column) is not { } text) return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most) return number;
        Wrong(row, column, $"'{text}' is not allowed; allowed is a whole number from {least} to {most}");
        return null;
    }

    private bool? YesNo(CsvRow row, string column) => OneOf(row, column, ["yes", "no"]) switch { "yes" => true, "no" => false, _ => null };

    private string? OneOf(CsvRow row, string column, string[] allowed)
    {
        if (Optional(row, column) is not { } text) return null;
        if (allowed.Contains(text)) return text;
        Wrong(row, column, $"'{text}' is not allowed; allowed are {string.Join(", ", allowed)}");
        return null;
    }

    private void Wrong(CsvRow row, string column, string message) => faults.Add(row.Wrong(column, message));
}
