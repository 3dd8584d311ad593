using CaregiverSignal.Files;

namespace CaregiverSignal.Questionnaires;

/// <summary>All SQL on the used_file table: which files were used for answering or scoring, and their hashes at the
/// time.</summary>
internal static class UsedFileTable
{
    /// <summary>Freezes questionnaires that were asked: their scoring and their wording.</summary>
    public static Task MarkAsked(Transaction transaction, IEnumerable<Instrument> instruments, DateTimeOffset at) =>
        Freeze(
            transaction,
            instruments.SelectMany(instrument =>
                Scoring(instrument)
                    .Append(Of("wording", instrument, instrument.Wording.Version, instrument.Wording.Hash))
            ),
            at
        );

    /// <summary>Freezes their scoring only: the wording used elsewhere is unknown.</summary>
    public static Task MarkImported(Transaction transaction, IEnumerable<Instrument> instruments, DateTimeOffset at) =>
        Freeze(transaction, instruments.SelectMany(Scoring), at);

    /// <summary>The files that were used: several for each questionnaire, none ever removed.</summary>
    public static Task<IReadOnlyList<UsedFile>> All(Transaction transaction) =>
        transaction.All<UsedFile>(
            "select kind, instrument, version, name, hash from used_file order by instrument, version, kind, name"
        );

    private static async Task Freeze(Transaction transaction, IEnumerable<UsedFile> files, DateTimeOffset at)
    {
        var names = await transaction.All<(string Kind, string Instrument, int Version, string Name)>(
            "select kind, instrument, version, name from used_file"
        );
        var missing = files.ExceptBy(names, file => (file.Kind, file.Instrument, file.Version, file.Name)).ToList();
        if (missing.Count > 0)
            await transaction.Execute(
                $"""
                insert into used_file (kind, instrument, version, name, hash, first_used_at)
                values {Sql.Listed(missing.Select(Row))}
                """
            );

        Sql Row(UsedFile file) => $"({file.Kind}, {file.Instrument}, {file.Version}, {file.Name}, {file.Hash}, {at})";
    }

    /// <summary>The definition, and the numbers supplied by the operator.</summary>
    private static IEnumerable<UsedFile> Scoring(Instrument instrument)
    {
        yield return Of("definition", instrument, "", instrument.Hash);
        if (instrument.Supply is { } supply)
            yield return Of("set", instrument, supply.Set, supply.File.Hash);
    }

    private static UsedFile Of(string kind, Instrument instrument, string name, string hash) =>
        new(kind, instrument.Key, instrument.Version, name, hash);

    /// <summary>The used files that have changed since, each with a remedy. It includes missing definitions, but not
    /// missing wordings or numbers.</summary>
    public static async Task<IReadOnlyList<Fault>> Changed(Transaction transaction, Instruments instruments) =>
        [
            .. (await All(transaction))
                .Select(used =>
                    FaultOf(
                        used,
                        instruments.All.FirstOrDefault(instrument =>
                            instrument.Key == used.Instrument && instrument.Version == used.Version
                        )
                    )
                )
                .OfType<Fault>(),
        ];

    private static Fault? FaultOf(UsedFile used, Instrument? now) =>
        used.Kind switch
        {
            "definition" when now is null => new(
                $"{used.Instrument}-v{used.Version}.json",
                "",
                "has been answered and is gone. Put it back: what was answered is scored by it."
            ),
            "definition" when now.Hash != used.Hash => new(
                $"{used.Instrument}-v{used.Version}.json",
                "",
                "has been answered and has changed since. Put the old file back, and give the new one the next version number."
            ),
            "wording" when WordingOf(now, used.Name) is { } words && words.Hash != used.Hash => new(
                words.File,
                "wording",
                $"'{used.Name}' has been answered and has changed since. Put the old file back, or give the new one another name in 'wording'."
            ),
            "set" when now?.Supply is { } supply && supply.Set == used.Name && supply.File.Hash != used.Hash => new(
                supply.File.Name,
                "set",
                $"'{used.Name}' has been scored with and has changed since. Put the old file back, or give the new one another name in 'set'."
            ),
            _ => null,
        };

    private static Wording? WordingOf(Instrument? now, string name) =>
        new[] { now?.Wording, now?.InPictures?.Wording }.FirstOrDefault(words => words?.Version == name);
}

/// <summary>A file as it was when first used.</summary>
internal sealed record UsedFile(string Kind, string Instrument, int Version, string Name, string Hash);
