using System.Globalization;
using CaregiverSignal.Files;
using CaregiverSignal.Mail.Letters;
using CaregiverSignal.Mail.Sms;
using CaregiverSignal.Networks;
using CaregiverSignal.People;
using CaregiverSignal.Questionnaires;

namespace CaregiverSignal.Import;

/// <summary>Parses the contract's rows; each wrong cell becomes a fault with place, value and what is
/// allowed.</summary>
/// <param name="asHistory">Whether rows are only replayed and nobody is emailed: a coordinator may have any name, an
/// address is optional, and a person without channel, address and number counts as asked by email.</param>
/// <param name="faults">Receives the faults; a row that adds one must not be used.</param>
internal sealed class RowReader(Instruments instruments, bool asHistory, List<Fault> faults)
{
    private const int LongestId = 64;
    internal const int LongestNote = 2000;

    private static readonly Dictionary<Channel, PersonDetails> AskedBy = Enum.GetValues<Channel>()
        .ToDictionary(channel => channel, channel => new PersonDetails { Channel = channel });
    private static readonly string[] YesOrNo = ["yes", "no"];
    private static readonly DateOnly FirstDay = new(1900, 1, 1);
    private static readonly DateOnly LastDay = new(2199, 12, 31);

    private readonly Dictionary<string, ItemCode>.AlternateLookup<ReadOnlySpan<char>> given = new Dictionary<
        string,
        ItemCode
    >(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
    private readonly Dictionary<string, string[]> asked = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Instrument, string Key), List<Item>> items = [];
    private string soundId = "";
    private (string Text, DateOnly? Day) lastDay = ("", null);
    private HashSet<string>? columnsOfPeople;
    private HashSet<string>? columnsOfSituations;

    public IEnumerable<ItemCode> GivenAnswers => given.Dictionary.Values;

    public ImportedPerson Person(CsvLine row)
    {
        var email = Optional(row, "email");
        if (email is not null && !Address.TryParse(email, out _))
            Wrong(row, "email", $"'{OneLine.Shown(email)}' is not one mail address, as naam@example.org");
        var coordinator = Optional(row, "coordinator");
        if (!asHistory && coordinator is not null && !Address.TryParse(coordinator, out _))
            Wrong(row, "coordinator", $"'{OneLine.Shown(coordinator)}' is not one mail address, as naam@example.org");
        var phone = Short(row, "phone");
        var channel =
            OneOf<Channel>(row, "channel")
            ?? (
                email is not null ? Channel.Email
                : phone is not null ? Channel.Phone
                : asHistory ? Channel.Email
                : Channel.Paper
            );
        if (!asHistory && channel == Channel.Email && email is null)
            Wrong(row, "email", $"is empty, and the channel is email; give an address, or the channel phone or paper");
        if (!asHistory && channel == Channel.Sms && MobileNumber.Of(phone) is null)
            Wrong(
                row,
                "phone",
                $"'{OneLine.Shown(phone ?? "")}' is no mobile number, and the channel is sms; write it as 06 12345678 or +31 6 12345678"
            );
        var person = new ImportedPerson(
            PlaceOf(row, FolderFiles.People),
            columnsOfPeople ??= [.. FolderFiles.OptionalOfPeople.Where(row.Has)],
            Id(row),
            Needed(row, "enrolled"),
            new PersonDetails
            {
                FirstName = Short(row, "first_name"),
                LastName = Short(row, "last_name"),
                Email = email,
                Phone = phone,
                SafeToCall = Short(row, "safe_to_call"),
                PostalAddress = Short(row, "postal_address"),
                Channel = channel,
                Language = Language(row) ?? "",
                Interpreter = YesNo(row, "interpreter"),
                WithPictures = YesNo(row, "with_pictures"),
                MailReaders = OneOf<MailReaders>(row, "mail_readers"),
                Born = Born(row),
                BornInYear = BirthYear(row) is not null,
                Municipality = Short(row, "municipality"),
                Neighbourhood = Short(row, "neighbourhood"),
                ReferredBy = Short(row, "referred_by"),
                ReferralAgreedBy = Short(row, "referral_agreed_by"),
                Relation = OneOf<Relation>(row, "relation"),
                HoursPerWeek = Whole(row, "hours_per_week", 0, PersonDetails.MostHoursPerWeek),
                CaringSince = Day(row, "caring_since"),
                LivesTogether = YesNo(row, "lives_together"),
                Works = YesNo(row, "works"),
                Condition = Short(row, "condition"),
                Tasks = Tasks(row),
                HadChoice = YesNo(row, "had_choice"),
                TakesOver = YesNo(row, "takes_over"),
                KeepsDoing = Long(row, "keeps_doing"),
                HandsOver = Long(row, "hands_over"),
            },
            coordinator,
            OneOf<CaregiverStatus>(row, "status") ?? CaregiverStatus.Active
        );
        return asHistory ? person with { Details = AskedBy[channel], Coordinator = null } : person;
    }

    private DateOnly? Born(CsvLine row) => BirthYear(row) is { } year ? new DateOnly(year, 12, 31) : Day(row, "born");

    /// <summary>The year, if a row has no more of the date of birth.</summary>
    private static int? BirthYear(CsvLine row) =>
        Optional(row, "born") is { Length: 4 } text
        && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var year)
        && year >= FirstDay.Year
        && year <= LastDay.Year
            ? year
            : null;

    private string? Tasks(CsvLine row)
    {
        if (Optional(row, "tasks") is not { } text)
            return null;
        var codes = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        foreach (var code in codes.Except(Codes.All<CareTask>()))
            Wrong(
                row,
                "tasks",
                $"'{OneLine.Shown(code)}' is not known; known are {string.Join(", ", Codes.All<CareTask>())}"
            );
        return CareTasks.Text(CareTasks.Of(string.Join(' ', codes)));
    }

    public AskedRow Asked(CsvLine row)
    {
        var instruments = Instruments(row);
        return new AskedRow(PlaceOf(row, FolderFiles.Asked), Id(row), Date(row), instruments);
    }

    public AnswerRow Answer(CsvLine row)
    {
        var date = Date(row);
        return Given(row) is { } answer ? new AnswerRow(row.Number, date, answer) : default;
    }

    public EventRow Event(CsvLine row)
    {
        var kind = Kind(row);
        var note = Long(row, "note") ?? "";
        return new EventRow(
            PlaceOf(row, FolderFiles.Events),
            Id(row),
            Date(row),
            kind ?? default,
            OneOfNeeded<ReportedBy>(row, "by"),
            note,
            LookAgainOn(row, kind)
        )
        {
            Situation = Short(row, "situation"),
            EndsCare = YesNo(row, "ends_care"),
        };
    }

    private EventKind? Kind(CsvLine row)
    {
        var code = Required(row, "kind");
        var kind = Codes.Find<EventKind>(code);
        if (code.Length > 0 && kind is null)
            Wrong(
                row,
                "kind",
                $"'{OneLine.Shown(code)}' is not known; known are {string.Join(", ", Codes.All<EventKind>())}"
            );
        return kind;
    }

    private DateOnly? LookAgainOn(CsvLine row, EventKind? kind)
    {
        if (Day(row, "look_again_on") is not { } day)
            return null;
        if (kind is not (EventKind.Contacted or EventKind.SignalClosed))
            Wrong(
                row,
                "look_again_on",
                $"goes with {EventKind.Contacted.Code()} and {EventKind.SignalClosed.Code()} alone"
            );
        return day;
    }

    public SituationRow Situation(CsvLine row) =>
        new(
            PlaceOf(row, FolderFiles.Situations),
            columnsOfSituations ??= [.. FolderFiles.OptionalOfSituations.Where(row.Has)],
            Id(row),
            Code(row),
            OneOfNeeded<CareRole>(row, "role"),
            OneOf<Relation>(row, "relation"),
            Whole(row, "hours_per_week", 0, PersonDetails.MostHoursPerWeek),
            Day(row, "since"),
            YesNo(row, "lives_together"),
            Short(row, "condition")
        )
        {
            Called = Short(row, "called"),
            Born = Whole(row, "born", FirstDay.Year, LastDay.Year),
            Town = Short(row, "place"),
            Lives = OneOf<Lives>(row, "lives"),
        };

    public HelperRow Helper(CsvLine row)
    {
        var (from, until) = (Day(row, "from"), Day(row, "until"));
        if (until < from)
            Wrong(row, "until", $"is {until:yyyy-MM-dd}, before {from:yyyy-MM-dd}; allowed is that day or a later one");
        return new HelperRow(
            PlaceOf(row, FolderFiles.Helpers),
            Code(row),
            Short(row, "name") ?? Required(row, "name"),
            OneOfNeeded<HelperKind>(row, "kind"),
            Short(row, "does"),
            from,
            until
        );
    }

    public TieRow Tie(CsvLine row)
    {
        var tie = new Tie
        {
            Name = Short(row, "name") ?? Required(row, "name"),
            Kind = OneOfNeeded<HelperKind>(row, "kind"),
            Ring = OneOfNeeded<Ring>(row, "ring"),
            FromOn = Needed(row, "from"),
            UntilOn = Day(row, "until"),
            Gives = Letters(row, "gives"),
            Takes = Letters(row, "takes"),
            Contact = OneOf<ContactFrequency>(row, "contact"),
            Initiative = OneOf<Initiative>(row, "initiative"),
            Importance = OneOf<Importance>(row, "importance"),
            Mood = OneOf<Mood>(row, "mood"),
            Energy = OneOf<Energy>(row, "energy"),
            TakesOver = YesNo(row, "takes_over"),
            Wish = OneOf<Wish>(row, "wish"),
        };
        if (tie.UntilOn <= tie.FromOn)
            Wrong(
                row,
                "until",
                $"is {tie.UntilOn:yyyy-MM-dd}; it is the first day on which it was not so any more, after {tie.FromOn:yyyy-MM-dd}"
            );
        return new TieRow(PlaceOf(row, FolderFiles.Network), Id(row), tie);
    }

    private string Letters(CsvLine row, string column)
    {
        var letters = Optional(row, column) ?? "";
        if (!Supports.AreLetters(letters))
            Wrong(
                row,
                column,
                $"'{OneLine.Shown(letters)}' is not allowed; allowed are letters of PGAE, in that order"
            );
        return letters;
    }

    private string Code(CsvLine row)
    {
        var code = Required(row, "situation");
        if (OneLine.Problem(code, LongestId) is { } problem)
            Wrong(row, "situation", problem);
        return code;
    }

    public OutcomeRow Outcome(CsvLine row, string file) => new(PlaceOf(row, file), Id(row), Date(row));

    public string Id(CsvLine row)
    {
        var person = Required(row, "person");
        if (!ReferenceEquals(person, soundId) && OneLine.Problem(person, LongestId) is { } problem)
            Wrong(row, "person", problem);
        else
            soundId = person;
        return person;
    }

    private static FilePlace PlaceOf(CsvLine row, string file) => new(file, row.Number);

    private string[] Instruments(CsvLine row)
    {
        var known = asked.GetAlternateLookup<ReadOnlySpan<char>>();
        if (known.TryGetValue(row.Cell("instruments"), out var same))
            return same;
        var list = Required(row, "instruments");
        var before = faults.Count;
        var keys = list.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (keys.Length == 0 && list.Length > 0)
            Wrong(row, "instruments", $"names no questionnaire; known are {string.Join(", ", instruments.Keys)}");
        foreach (var key in keys.GroupBy(key => key).Where(same => same.Count() > 1))
            Wrong(row, "instruments", $"'{OneLine.Shown(key.Key)}' is there twice");
        foreach (var key in keys.Where(key => instruments.Find(key) is null))
            Wrong(
                row,
                "instruments",
                $"'{OneLine.Shown(key)}' is not known; known are {string.Join(", ", instruments.Keys)}"
            );
        return faults.Count > before ? keys : asked[list] = keys;
    }

    private ItemCode? Given(CsvLine row)
    {
        var cells = row.Join(["instrument", "item", "value"]);
        if (!given.TryGetValue(cells, out var answer) && MakeGiven(row) is { } made)
            answer = given[cells] = made;
        return answer;
    }

    private ItemCode? MakeGiven(CsvLine row)
    {
        var key = Required(row, "instrument");
        var itemKey = Required(row, "item");
        var text = Required(row, "value");
        if (instruments.Find(key) is not { } instrument)
        {
            if (key.Length > 0)
                Wrong(
                    row,
                    "instrument",
                    $"'{OneLine.Shown(key)}' is not known; known are {string.Join(", ", instruments.Keys)}"
                );
            return null;
        }

        var versions = ItemsOf(instrument.Key, itemKey);
        if (versions.Count == 0)
        {
            if (itemKey.Length > 0)
                Wrong(
                    row,
                    "item",
                    $"'{OneLine.Shown(itemKey)}' is not an item of {key}; its items are {string.Join(", ", instrument.Items.Select(item => item.Key))}"
                );
            return null;
        }

        if (ItemCodeOf(instrument, versions, text) is { } code)
            return code;
        if (text.Length > 0)
            Wrong(
                row,
                "value",
                $"'{OneLine.Shown(text)}' is not allowed for {key}.{itemKey}; allowed are {versions[^1].Allowed}"
            );
        return null;
    }

    private static ItemCode? ItemCodeOf(Instrument instrument, List<Item> versions, string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
        && versions.Exists(item => item.Allows(value))
            ? new ItemCode(instrument.Key, versions[^1].Key, value, instrument.PlaceOf(versions[^1].Key, value))
            : null;

    /// <summary>An item in every version that has it, oldest first, for old folders.</summary>
    private List<Item> ItemsOf(string instrument, string key)
    {
        if (items.TryGetValue((instrument, key), out var found))
            return found;
        found =
        [
            .. instruments
                .All.Where(version => version.Key == instrument)
                .Select(version => version.Item(key))
                .OfType<Item>(),
        ];
        return items[(instrument, key)] = found;
    }

    private string? Short(CsvLine row, string column)
    {
        if (Optional(row, column) is not { } text)
            return null;
        if (OneLine.Problem(text, PersonDetails.LongestLine) is { } problem)
            Wrong(row, column, problem);
        return text;
    }

    private string? Long(CsvLine row, string column)
    {
        if (Optional(row, column) is not { } text)
            return null;
        if (text.Length > LongestNote)
            Wrong(row, column, $"has {text.Length} characters; allowed are {LongestNote}");
        if (text.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t')))
            Wrong(
                row,
                column,
                $"'{OneLine.Shown(text)}' has a control character in it; allowed are text and line breaks"
            );
        return text;
    }

    /// <summary>A language tag (RFC 5646), checked by its form only.</summary>
    private string? Language(CsvLine row)
    {
        if (Optional(row, "language") is not { } tag)
            return null;
        var parts = tag.Split('-');
        if (
            parts[0].Length is >= 2 and <= 8
            && Array.TrueForAll(parts, part => part.Length is >= 1 and <= 8 && part.All(char.IsAsciiLetterOrDigit))
        )
            return tag;
        Wrong(row, "language", $"'{OneLine.Shown(tag)}' is not a language tag, as nl or en-GB");
        return null;
    }

    private string Required(CsvLine row, string column)
    {
        var text = SpreadsheetCell.Unguarded(row[column]);
        if (text.Length == 0)
            Wrong(row, column, $"is empty");
        return text;
    }

    private static string? Optional(CsvLine row, string column) =>
        SpreadsheetCell.Unguarded(row[column]) is { Length: > 0 } text ? text : null;

    private DateOnly Date(CsvLine row) => Needed(row, "date");

    private DateOnly Needed(CsvLine row, string column)
    {
        var day = Day(row, column);
        if (day is null && row[column].Length == 0)
            Wrong(row, column, $"is empty; write a day as 2026-03-31");
        return day ?? default;
    }

    /// <summary>A day, or the UTC day of an instant.</summary>
    private DateOnly? Day(CsvLine row, string column)
    {
        // Nearly every row has one, so no string is created for it.
        if (PlainDay(row.Cell(column)) is { } plain && IsAllowed(plain))
            return plain;
        if (Optional(row, column) is not { } text)
            return null;
        if (DayIn(text) is not { } day)
            Wrong(row, column, $"'{OneLine.Shown(text)}' is not a day; write 2026-03-31 or 2026-03-31T09:00:00Z");
        else if (!IsAllowed(day))
            Wrong(
                row,
                column,
                $"'{text}' is not allowed; allowed are days from {FirstDay:yyyy-MM-dd} to {LastDay:yyyy-MM-dd}"
            );
        else
            return day;
        return null;
    }

    private DateOnly? DayIn(string text)
    {
        if (!ReferenceEquals(text, lastDay.Text))
            lastDay = (text, ParseDay(text));
        return lastDay.Day;
    }

    private static bool IsAllowed(DateOnly day) => day >= FirstDay && day <= LastDay;

    private static DateOnly? ParseDay(string text) =>
        PlainDay(text)
        ?? (
            DateTime.TryParseExact(
                text,
                "yyyy-MM-dd'T'HH:mm:ss'Z'",
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var instant
            )
                ? DateOnly.FromDateTime(instant)
                : null
        );

    /// <summary>A day such as 2026-03-31.</summary>
    /// <remarks>The framework's parser, which reads any format, took a twentieth of a replay.</remarks>
    private static DateOnly? PlainDay(ReadOnlySpan<char> text) =>
        text is [_, _, _, _, '-', _, _, '-', _, _]
        && NumberIn(text[..4]) is var year and >= 1
        && NumberIn(text[5..7]) is var month and >= 1 and <= 12
        && NumberIn(text[8..]) is var day and >= 1
        && day <= DateTime.DaysInMonth(year, month)
            ? new DateOnly(year, month, day)
            : null;

    /// <returns>−1 if not all are digits.</returns>
    private static int NumberIn(ReadOnlySpan<char> digits)
    {
        var number = 0;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit(digit))
                return -1;
            number = (10 * number) + (digit - '0');
        }

        return number;
    }

    private int? Whole(CsvLine row, string column, int least, int most)
    {
        if (Optional(row, column) is not { } text)
            return null;
        if (
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= least
            && number <= most
        )
            return number;
        Wrong(row, column, $"'{OneLine.Shown(text)}' is not allowed; allowed is a whole number from {least} to {most}");
        return null;
    }

    private bool? YesNo(CsvLine row, string column) =>
        OneOf(row, column, YesOrNo) switch
        {
            "yes" => true,
            "no" => false,
            _ => null,
        };

    private T? OneOf<T>(CsvLine row, string column)
        where T : struct, Enum => Codes.Find<T>(OneOf(row, column, Codes.All<T>()));

    private T OneOfNeeded<T>(CsvLine row, string column)
        where T : struct, Enum => Required(row, column).Length == 0 ? default : OneOf<T>(row, column) ?? default;

    private string? OneOf(CsvLine row, string column, IReadOnlyCollection<string> allowed)
    {
        if (Optional(row, column) is not { } text)
            return null;
        if (allowed.Contains(text))
            return text;
        Wrong(row, column, $"'{OneLine.Shown(text)}' is not allowed; allowed are {string.Join(", ", allowed)}");
        return null;
    }

    private void Wrong(CsvLine row, string column, FormattableString message) => faults.Add(row.Wrong(column, message));
}
