using CaregiverSignal.Files;
using CaregiverSignal.Questionnaires;

namespace CaregiverSignal.Import;

/// <summary>Checks a folder's answers against its check-ins, for imports and replays.</summary>
internal static class AnswerChecks
{
    /// <summary>The version of each questionnaire in a file that does not say: the newest that fits every
    /// answer.</summary>
    /// <remarks>One version for the whole file (our choice): a skipped item must not point to another
    /// version.</remarks>
    public static Dictionary<string, Instrument> VersionsOf(
        Instruments instruments,
        ImportFolder folder,
        List<Fault> faults
    )
    {
        var versions = new Dictionary<string, Instrument>(StringComparer.Ordinal);
        foreach (var given in folder.Given.Where(item => item.Version is null).ToLookup(item => item.Instrument))
        {
            var all = instruments.All.Where(instrument => instrument.Key == given.Key).Reverse().ToList();
            if (all.Find(instrument => given.All(answer => Has(instrument, answer))) is { } version)
                versions[given.Key] = version;
            else
                faults.Add(
                    folder
                        .InParts(int.MaxValue)
                        .SelectMany(part => part.Answers)
                        .SelectMany(answers => answers.Rows)
                        .Where(row => row.Instrument == given.Key && !Has(all[0], row.Given))
                        .MinBy(row => row.Row)
                        .Place.Wrong(
                            "item",
                            $"is of another version of {given.Key} than other rows; import each version in a folder of its own"
                        )
                );
        }

        return versions;
    }

    public static Instrument VersionOf(
        AnswerRow row,
        Instruments instruments,
        Dictionary<string, Instrument> versions
    ) => row.Given.Version is { } named ? instruments.Get(row.Instrument, named) : versions[row.Instrument];

    private static bool Has(Instrument version, ItemCode given) => version.PlaceOf(given.Item, given.Code) >= 0;

    public static Fault TooEarly(AnswerRow row) =>
        row.Place.Wrong("date", $"{row.Date:yyyy-MM-dd} is before the person's first check-in in asked.csv");

    /// <summary>The faults in the answers of one check-in.</summary>
    public static IEnumerable<Fault> Of(
        IReadOnlyCollection<AnswerRow> rows,
        DateOnly askedOn,
        IReadOnlyList<string> asked
    )
    {
        foreach (var row in rows.Where(row => !asked.Contains(row.Instrument)))
        {
            yield return row.Place.Wrong(
                "instrument",
                $"'{row.Instrument}' was not asked on {askedOn:yyyy-MM-dd}; asked were {string.Join(';', asked)}"
            );
        }

        var first = new Dictionary<(string, string), FilePlace>(rows.Count);
        foreach (var row in rows.Where(row => !first.TryAdd((row.Instrument, row.Item), row.Place)))
        {
            yield return row.Place.Wrong(
                "item",
                $"{row.Instrument}.{row.Item} is answered twice in the check-in of {askedOn:yyyy-MM-dd}, the newest until this day; the first is in row {first[(row.Instrument, row.Item)].Row}"
            );
        }
    }
}
