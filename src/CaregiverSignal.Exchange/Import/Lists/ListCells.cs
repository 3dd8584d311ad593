using System.Globalization;
using System.Text.RegularExpressions;
using CaregiverSignal.Files;
using CaregiverSignal.Mail.Sms;
using CaregiverSignal.People;

namespace CaregiverSignal.Import.Lists;

/// <summary>Converts what people write in cells to the form of people.csv.</summary>
/// <param name="columns">The meaning of each of the sheet's columns; null for unread ones.</param>
/// <param name="coordinators">The email addresses of the colleagues whom the reader may name, by plain name.</param>
internal sealed partial class ListCells(
    PeopleSheet sheet,
    string file,
    IReadOnlyList<string?> columns,
    IReadOnlyDictionary<string, string> coordinators,
    DateOnly today,
    List<Fault> faults
)
{
    private static readonly string[] Address =
    [
        "street",
        "house_number",
        "house_letter",
        "house_suffix",
        "postcode",
        "town",
    ];

    private readonly Dictionary<string, ListDays> days = DaysOf(sheet, columns);

    public static IReadOnlyList<string> ColumnsOf(IReadOnlyList<string?> chosen) =>
        [
            .. FolderFiles
                .AllColumnsOf(FolderFiles.People)
                .Where(column =>
                    chosen.Any(from => FromOf(column).Contains(from))
                    || (column == "first_name" && chosen.Contains("last_name"))
                ),
        ];

    public string? HeadingOf(string column) =>
        columns.Index().FirstOrDefault(chosen => FromOf(column).Contains(chosen.Item)) is (var place, not null)
            ? sheet.Headings[place]
        : column == "safe_to_call" ? HeadingOf("phone")
        : null;

    /// <summary>A row's remarks, one line per column; null if it has none.</summary>
    public string? NoteOf(SheetRow row) =>
        columns
            .Index()
            .Where(column => column.Item == "note" && row.Cells[column.Index].Length > 0)
            .Select(column =>
                string.Concat(row.Cells[column.Index].Where(sign => sign == '\n' || !char.IsControl(sign)))
            )
            .ToList()
            is { Count: > 0 } remarks
            ? string.Join('\n', remarks)
            : null;

    public Dictionary<string, string> Of(SheetRow row)
    {
        var said = new Dictionary<string, string>();
        foreach (var (place, column) in columns.Index())
        {
            if (
                column is null or "note"
                || Codes.Find<ListEnd>(column) is not null
                || row.Cells[place] is not { Length: > 0 } text
                || ListWords.IsUnknown(text)
            )
                continue;
            // "Geen", where a number or an address is asked.
            if (
                column is "email" or "phone" or "phone_else"
                && ListWords.YesOrNo(text) == false
                && !text.Contains('@')
                && !PhoneKey.CanBeCalled(text)
            )
                continue;
            if (column is "phone" or "phone_else")
            {
                TakePhone(said, column, text, row.Number, sheet.Headings[place]);
                continue;
            }

            var value = Read(column, text);
            if (value is null)
                faults.Add(Fault.InCell(file, row.Number, sheet.Headings[place], WrongIn(column, text)));
            else if (column == "enrolled" && string.CompareOrdinal(value, Iso(today.AddYears(1))) > 0)
                faults.Add(
                    Fault.InCell(
                        file,
                        row.Number,
                        sheet.Headings[place],
                        $"is {value}, more than a year from now; look at the year"
                    )
                );
            else
                said[column] = value;
        }

        if (said.Remove("phone_else", out var other))
            said.TryAdd("phone", other);
        TakeNameApart(said);
        JoinAddress(said);
        return said;
    }

    private string? Read(string column, string text) =>
        column switch
        {
            "born" => ListDays.BirthYear(text)?.ToString(CultureInfo.InvariantCulture)
                ?? (ListDays.IsOfTwoCenturies(text, today) ? null : Iso(days[column].Day(text, today))),
            "enrolled" => Iso(days[column].Day(text, today.AddYears(1))),
            "caring_since" => Iso(days[column].Since(text, today)),
            "lives_together" or "works" or "interpreter" or "with_pictures" or "had_choice" or "takes_over" =>
                ListWords.YesOrNo(text) is { } yes
                    ? yes
                        ? "yes"
                        : "no"
                    : null,
            "relation" or "channel" or "status" or "cares_for" => ListWords.CodeOf(column, text),
            "language" => ListWords.CodeOf(column, text) ?? (text.Length <= 5 && !text.Contains(' ') ? text : null),
            "condition" => ListWords.CodeOf(column, text) ?? text,
            "hours_per_week" => Hours(text),
            "email" => MailAddress(text) is var mail && CaregiverSignal.Mail.Letters.Address.TryParse(mail, out _)
                ? mail
                : null,
            "postcode" => Postcode()
                .Replace(text, match => $"{match.Groups[1]} {match.Groups[2].Value.ToUpperInvariant()}"),
            "coordinator" => text.Contains('@')
                ? MailAddress(text)
                : coordinators.GetValueOrDefault(ListWords.Plain(text)),
            "name" or "first_name" when Two().IsMatch(text.Any(char.IsLower) ? text : text.ToLowerInvariant()) => null,
            "name" when Title().Match(OneLine(text)) is { Success: true } title => OneLine(text)[title.Length..]
                is var rest
            // "Mevr. Smit" has no first name.
            && rest.Intersect(" ,").Any()
                ? rest
                : rest + ",",
            "first_name" or "last_name" => Title().Replace(OneLine(text), ""),
            _ => OneLine(text),
        };

    private FormattableString WrongIn(string column, string text)
    {
        var shown = Text.OneLine.Shown(text);
        return column switch
        {
            "born" when ListDays.IsOfTwoCenturies(text, today) =>
                $"'{shown}' can be in two centuries; write the year with four digits, as 1924",
            "born" => $"'{shown}' is no day or year; write it as 31-3-1950 or 1950",
            "enrolled" => $"'{shown}' is no day; write it as 31-3-2026",
            "caring_since" => $"'{shown}' is no day, month or year; write it as 2019 or 5-2019",
            "hours_per_week" =>
                $"'{shown}' is no number of hours from 0 to {PersonDetails.MostHoursPerWeek}; write one number, as 12",
            "email" => $"'{shown}' is not one mail address, as naam@example.org",
            "name" or "first_name" => $"'{shown}' are two people; give each a row",
            "phone" or "phone_else" when Shortened().IsMatch(OneLine(text)) =>
                $"'{shown}' is a number that a spreadsheet shortened; make the column text, and write it again",
            "phone" or "phone_else" => $"'{shown}' is no phone number; write one, as 06 12345678, or leave it empty",
            "language" => $"'{shown}' is no language; write its name, as Nederlands, or leave it empty",
            "coordinator" =>
                $"'{shown}' is no colleague of yours; write their mail address, or leave it empty for yourself",
            "relation" or "cares_for" or "channel" or "status" =>
                $"'{shown}' is not one of these; write one of them: {ListWords.WordsOf(column)}",
            _ => $"'{shown}' is neither yes nor no; write ja or nee, or leave it empty",
        };
    }

    private static string? Iso(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Such as 12, 12,5 and "ca. 12 uur": whole hours, with half rounded up.</summary>
    private static string? Hours(string text) =>
        HoursWritten().Match(text) is { Success: true } found
        && decimal.TryParse(
            found.Groups[1].Value.Replace(',', '.'),
            NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out var hours
        )
        && hours <= PersonDetails.MostHoursPerWeek
            ? Math.Round(hours, MidpointRounding.AwayFromZero).ToString("0", CultureInfo.InvariantCulture)
            : null;

    /// <summary>The first number in a cell. With anything more, the whole is what to know before calling.</summary>
    private void TakePhone(Dictionary<string, string> said, string column, string text, int row, string heading)
    {
        var number = OneLine(text).TrimStart('\'');
        if (NineDigits().IsMatch(number))
            number = "0" + number;
        if (OfHere().IsMatch(number))
            number = "+" + number;
        if (Shortened().IsMatch(number) || MobileNumber.AllIn(number) is not [var first, ..])
        {
            faults.Add(Fault.InCell(file, row, heading, WrongIn(column, text)));
            return;
        }

        said[column] = first;
        if (first.Length < number.Length)
            said["safe_to_call"] = said.TryGetValue("safe_to_call", out var known) ? $"{known}; {number}" : number;
    }

    /// <summary>An address such as anna@example.org, even as "Anna &lt;anna@example.org&gt;" or after
    /// mailto:.</summary>
    private static string MailAddress(string text)
    {
        var within = OneLine(text);
        if (within.IndexOf('<', StringComparison.Ordinal) is >= 0 and var from && within.EndsWith('>'))
            within = within[(from + 1)..^1];
        return within.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) ? within[7..] : within;
    }

    private static string OneLine(string text) => Blanks().Replace(text, " ");

    /// <summary>Splits a full name: "Vries, Anna de", or with the first name first.</summary>
    private static void TakeNameApart(Dictionary<string, string> said)
    {
        if (
            said.Remove("name", out var name)
            || (
                !said.ContainsKey("first_name")
                && said.TryGetValue("last_name", out name)
                && name.Contains(',')
                && said.Remove("last_name")
            )
        )
        {
            // "Vries, de, Anna", "Vries, Anna de" and "Vries, de".
            var parts = name.Split(',', StringSplitOptions.TrimEntries);
            var (first, last) =
                parts.Length > 1 ? (string.Join(' ', parts[1..].Reverse()), parts[0])
                : AtFront().IsMatch(name) ? ("", name)
                : name.Split(' ', 2) is [var given, var rest] ? (given, rest)
                // "Piet": nobody is called by their last name alone.
                : (name, "");
            if (parts.Length > 1 && Before().Match(" " + first) is { Success: true } particle)
                (first, last) = ((" " + first)[..particle.Index].Trim(), particle.Value.Trim() + " " + last);
            if (first.Length > 0)
                said.TryAdd("first_name", first);
            if (last.Length > 0)
                said.TryAdd("last_name", last);
        }

        if (said.GetValueOrDefault("last_name") is { } turned && Before().Match(turned) is { Success: true } behind)
            said["last_name"] = $"{behind.Value.Trim()} {turned[..behind.Index].TrimEnd(',')}";
        if (
            said.Remove("prefix", out var prefix)
            && said.GetValueOrDefault("last_name") is var whole
            && whole?.StartsWith(prefix + " ", StringComparison.OrdinalIgnoreCase) != true
        )
            said["last_name"] = $"{prefix} {whole}".Trim();
        if (said.Remove("cares_for", out var relation))
            said.TryAdd("relation", relation);
    }

    /// <summary>Such as "Dorpsstraat 1a, 1234 AB Ons Dorp", after any address given as a whole.</summary>
    private static void JoinAddress(Dictionary<string, string> said)
    {
        string Part(string column) => said.Remove(column, out var text) ? text + " " : "";
        var (street, letter, suffix, place) = (
            (Part("street") + Part("house_number")).Trim(),
            Part("house_letter").Trim(),
            Part("house_suffix").Trim(),
            (Part("postcode") + Part("town")).Trim()
        );
        street += letter;
        street += suffix.Length > 0 && char.IsAsciiDigit(suffix[0]) ? "-" + suffix : suffix;
        var whole = said.GetValueOrDefault("postal_address", "");
        var joined = string.Join(
            ", ",
            new[] { whole, street, place }.Where((part, at) => part.Length > 0 && (at == 0 || !whole.Contains(part)))
        );
        if (joined.Length > 0)
            said["postal_address"] = joined;
    }

    private static Dictionary<string, ListDays> DaysOf(PeopleSheet sheet, IReadOnlyList<string?> columns)
    {
        var cells = columns
            .Index()
            .Where(column => column.Item is "born" or "enrolled" or "caring_since")
            .ToDictionary(column => column.Item!, column => sheet.CellsOf(column.Index).ToList());
        List<string> all = [.. cells.Values.SelectMany(column => column)];
        return cells.ToDictionary(column => column.Key, column => ListDays.Of(column.Value, all));
    }

    private static string[] FromOf(string column) =>
        column switch
        {
            "first_name" => ["first_name", "name"],
            "last_name" => ["last_name", "name", "prefix"],
            "phone" => ["phone", "phone_else"],
            "relation" => ["relation", "cares_for"],
            "postal_address" => ["postal_address", .. Address],
            _ => [column],
        };

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    [GeneratedRegex(
        @"^(?:(?:ca|circa|ongeveer|plm|±|~)\.?\s*)?(\d{1,3}(?:[.,]\d{1,2})?)\s*(?:u|uur|uren|h|hours?)?(?:\s*(?:per|p/)\s*(?:week|w))?\.?$",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex HoursWritten();

    [GeneratedRegex(@"^[1-9]\d{8}$")]
    private static partial Regex NineDigits();

    [GeneratedRegex(@"^\d(?:[.,]\d+)?E\+\d+$", RegexOptions.IgnoreCase)]
    private static partial Regex Shortened();

    [GeneratedRegex(@"^31[1-9]\d{8}$")]
    private static partial Regex OfHere();

    [GeneratedRegex(@"\w\.?\s+(?:en|and|&|\+|/)\s+\w")]
    private static partial Regex Two();

    [GeneratedRegex(@"^(?:van|de|der|den|het|'t|ten|ter|te|von)\s", RegexOptions.IgnoreCase)]
    private static partial Regex AtFront();

    [GeneratedRegex(@"\b(\d{4})\s*([A-Za-z]{2})\b")]
    private static partial Regex Postcode();

    [GeneratedRegex(@"^(?:de heer|dhr|mevrouw|mevr|mw|mr|mrs|ms|familie|fam)\b\.?\s*", RegexOptions.IgnoreCase)]
    private static partial Regex Title();

    [GeneratedRegex(
        @"\s(?:van|de|der|den|het|'t|ten|ter|te|la|el|von)(?:\s(?:van|de|der|den|het|'t))*$",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Before();
}
