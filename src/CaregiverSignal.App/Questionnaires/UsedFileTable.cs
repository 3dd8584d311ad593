using CaregiverSignal.Files;

namespace CaregiverSignal.Questionnaires;

/// <summary>
/// All SQL on the used_file table: which files were answered or scored with, and the hash of each then.
/// </summary>
internal static class UsedFileTable
{
    /// <summary>Freezes questionnaires that were asked: the definition of each and its words.</summary>
    public static void MarkAsked(Transaction transaction, IEnumerable<Instrument> instruments, DateTimeOffset at) =>
        Freeze(
            transaction,
            instruments.SelectMany(instrument =>
                new[]
                {
                    Row("definition", instrument, "", instrument.Hash, at),
                    Row("wording", instrument, instrument.Wording.Version, instrument.Wording.Hash, at),
                }
            )
        );

    /// <summary>Freezes the definitions alone: the words that were asked elsewhere are not known.</summary>
    public static void MarkImported(
        Transaction transaction,
        IReadOnlyCollection<Instrument> instruments,
        DateTimeOffset at
    )
    {
        if (instruments.Count > 0)
            Freeze(
                transaction,
                instruments.Select(instrument => Row("definition", instrument, "", instrument.Hash, at))
            );
    }

    /// <summary>Freezes the numbers that the operator supplied.</summary>
    public static void MarkScored(Transaction transaction, Instrument instrument, Supply supply, DateTimeOffset at) =>
        Freeze(transaction, [Row("set", instrument, supply.Set, supply.Hash, at)]);

    private static void Freeze(Transaction transaction, IEnumerable<Sql> rows) =>
        transaction.Send(
            $"""
            insert into used_file (kind, instrument, version, name, hash, first_used_at)
            values {Sql.Listed(rows)}
            on conflict (kind, instrument, version, name) do nothing
            """
        );

    private static Sql Row(string kind, Instrument instrument, string name, string hash, DateTimeOffset at) =>
        $"({kind}, {instrument.Key}, {instrument.Version}, {name}, {hash}, {at})";

    /// <summary>
    /// The used files that have changed since, each with what to do about it. A definition that is gone is among them;
    /// words or numbers that are gone are not.
    /// </summary>
    public static IReadOnlyList<Fault> Changed(Transaction transaction, Instruments instruments) =>
        [
            .. transaction
                .All<UsedFile>(
                    """
                    select kind, instrument, version, name, hash from used_file order by instrument, version, kind, name
                    """
                )
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
            "set" when now?.Supply is { } supply && supply.Set == used.Name && supply.Hash != used.Hash => new(
                supply.File,
                "set",
                $"'{used.Name}' has been scored with and has changed since. Put the old file back, or give the new one another name in 'set'."
            ),
            _ => null,
        };

    private static Wording? WordingOf(Instrument? now, string name) =>
        new[] { now?.Wording, now?.InPictures?.Wording }.FirstOrDefault(words => words?.Version == name);

    private sealed record UsedFile(string Kind, string Instrument, int Version, string Name, string Hash);
}
