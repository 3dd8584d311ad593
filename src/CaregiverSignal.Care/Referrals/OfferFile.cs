using CaregiverSignal.Files;
using CaregiverSignal.People;

namespace CaregiverSignal.Referrals;

/// <summary>Reads and writes the offers of the service directory as a CSV file.</summary>
public static class OfferFile
{
    public const int LongestCell = 300;

    private static readonly string[] Required = ["name", "kind"];
    private static readonly string[] Optional =
    [
        "for_whom",
        "area",
        "way",
        "decides",
        "capacity",
        "waiting",
        "contact",
        "checked_on",
        "phone",
        "named_to",
        "source",
        "looked_up_on",
        "next_on",
        "next_place",
    ];

    /// <summary>National helplines and organisations to start with, each with its source; nobody has called
    /// them.</summary>
    public static Stream Starter() => typeof(OfferFile).Assembly.GetManifestResourceStream("offers.csv")!;

    /// <returns>The valid rows; everything wrong is reported as a fault.</returns>
    public static IReadOnlyList<Offer> Read(Stream file, string name, DateOnly today, List<Fault> faults)
    {
        var offers = new List<Offer>();
        var first = new Dictionary<(string, string), int>();
        using var table = CsvTable.Open(file, name, Required, Optional, faults.Add);
        foreach (var row in table?.Rows() ?? [])
        {
            if (row.IsBlank)
                continue;
            var offer = Of(row, today, faults);
            offers.Add(offer);
            if (!first.TryAdd((offer.Name, offer.Area), row.Number))
                faults.Add(row.Wrong("name", $"is there twice; the first is in row {first[(offer.Name, offer.Area)]}"));
        }

        return offers;
    }

    public static IReadOnlyList<string> Columns { get; } = [.. Required, .. Optional];

    /// <summary>An offer's values in those columns.</summary>
    public static IReadOnlyList<object?> CellsOf(Offer offer) =>
        [
            offer.Name,
            offer.KindCode,
            offer.ForWhom,
            offer.Area,
            offer.Way.Code(),
            offer.Decides,
            offer.Capacity,
            offer.Waiting,
            offer.Contact,
            offer.CheckedOn,
            offer.Phone,
            offer.NamedTo,
            offer.Source,
            offer.LookedUpOn,
            offer.NextOn,
            offer.NextPlace,
        ];

    private static Offer Of(CsvLine row, DateOnly today, List<Fault> faults)
    {
        var (kind, way, phone) = (row["kind"], row["way"], SpreadsheetCell.Unguarded(row["phone"]));
        if (HelpKind.Find(kind) is null)
            faults.Add(
                row.Wrong(
                    "kind",
                    $"'{OneLine.Shown(kind)}' is not known; known are {string.Join(", ", HelpKind.All.Select(known => known.Key))}"
                )
            );
        if (way.Length > 0 && Codes.Find<WayIn>(way) is null)
            faults.Add(
                row.Wrong(
                    "way",
                    $"'{OneLine.Shown(way)}' is not known; known are {string.Join(", ", Codes.All<WayIn>())}"
                )
            );
        if (phone.Length > 0 && !PhoneKey.CanBeCalled(phone))
            faults.Add(row.Wrong("phone", $"'{OneLine.Shown(phone)}' has fewer than six digits"));
        return new Offer
        {
            Name = Cell("name", isNeeded: true),
            KindCode = kind,
            ForWhom = Cell("for_whom"),
            Area = Cell("area"),
            Way = Codes.Find<WayIn>(way) ?? WayIn.Unknown,
            Decides = Cell("decides"),
            Capacity = Cell("capacity"),
            Waiting = Cell("waiting"),
            Phone = Cell("phone"),
            Contact = Cell("contact"),
            NamedTo = Cell("named_to"),
            Source = Cell("source"),
            // The lookup predates the program that ships it, whatever the demo's clock says.
            LookedUpOn = Day("looked_up_on", DateOnly.MaxValue),
            CheckedOn = Day("checked_on", today),
            NextOn = Day("next_on", DateOnly.MaxValue),
            NextPlace = Cell("next_place"),
        };

        DateOnly? Day(string column, DateOnly last)
        {
            if (row[column] is not { Length: > 0 } typed)
                return null;
            if (DateOnly.TryParseExact(typed, "O", out var day) && day <= last)
                return day;
            faults.Add(
                last == today
                    ? row.Wrong(column, $"'{OneLine.Shown(typed)}' is not a day until today, as 2026-03-31")
                    : row.Wrong(column, $"'{OneLine.Shown(typed)}' is not a day, as 2026-03-31")
            );
            return null;
        }

        string Cell(string column, bool isNeeded = false)
        {
            var text = SpreadsheetCell.Unguarded(row[column]);
            if (isNeeded && text.Length == 0)
                faults.Add(row.Wrong(column, $"is empty"));
            else if (text.Length > 0 && OneLine.Problem(text, LongestCell) is { } problem)
                faults.Add(row.Wrong(column, problem));
            return text;
        }
    }
}
