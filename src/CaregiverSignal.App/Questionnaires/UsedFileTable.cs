using CaregiverSignal.Files;
using CaregiverSignal.Storage;

namespace CaregiverSignal.Questionnaires;

/// <summary>
/// All SQL on the used_file table: which files were answered or scored with, and the hash of each then.
/// </summary>
public static class UsedFileTable
{
    /// <summary>Freezes questionnaires that were asked: the definition of each and its words.</summary>
    public static void MarkAsked(Transaction transaction, IEnumerable<Instrument> instruments, DateTimeOffset at) =>
        // Looks before it writes: that costs a quarter of a write, and every answer passes here. Words are never frozen
        // without their definition, so one look is enough.
        transaction.Each(
            instruments,
            one =>
                $"""
                    insert into used_file (kind, instrument, version, name, hash, first_used_at)
                    select
                        part.kind, {one.Key}, {one.Version},
                        case part.kind when 'wording' then {one.Wording.Version} else '' end,
                        case part.kind when 'wording' then {one.Wording.Hash} else {one.Hash} end, {at}
                    from (select 'definition' as kind union all select 'wording') as part
                    where not exists (
                        select 1
                        from used_file
                        where used_file.kind = 'wording' and used_file.instrument = {one.Key}
                          and used_file.version = {one.Version} and used_file.name = {one.Wording.Version})
                    on conflict (kind, instrument, version, name) do nothing
                    """
        );

    /// <summary>Freezes the definition alone: the words that were asked elsewhere are not known.</summary>
    public static void MarkImported(Transaction transaction, Instrument instrument, DateTimeOffset at) =>
        transaction.Execute(
            $"""
            insert into used_file (kind, instrument, version, name, hash, first_used_at)
            values ('definition', {instrument.Key}, {instrument.Version}, '', {instrument.Hash}, {at})
            on conflict (kind, instrument, version, name) do nothing
            """
        );

    /// <summary>Freezes the numbers that the operator supplied.</summary>
    public static void MarkScored(Transaction transaction, Instrument instrument, Supply supply, DateTimeOffset at) =>
        transaction.Execute(
            $"""
            insert into used_file (kind, instrument, version, name, hash, first_used_at)
            values ('set', {instrument.Key}, {instrument.Version}, {supply.Set}, {supply.Hash}, {at})
            on conflict (kind, instrument, version, name) do nothing
            """
        );

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
                        instruments.All.FirstOrDefault(one => one.Key == used.Instrument && one.Version == used.Version)
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
