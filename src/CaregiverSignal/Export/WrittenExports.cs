using CaregiverSignal.Files;
using CaregiverSignal.People;
using CaregiverSignal.Storage;

namespace CaregiverSignal.Export;

/// <summary>Finds somebody in the folders that <c>export</c> wrote here, and takes them out.</summary>
/// <remarks>Only what is as the program wrote it is changed; of everything else it is told that it is there.</remarks>
public sealed class WrittenExports(ExportList list)
{
    private const string People = "people.csv";
    private const string Situations = "situations.csv";
    private const string Helpers = "helpers.csv";

    /// <summary>The folders that have somebody, or may have, with what taking them out does.</summary>
    /// <param name="looks">Told each folder before it is read, which takes its time where it is large.</param>
    public IReadOnlyList<InExport> Holding(string person, Action<string>? looks = null)
    {
        try
        {
            var found = new List<InExport>();
            foreach (var one in list.Read())
            {
                looks?.Invoke(one.Folder);
                if (Look(one, person) is { } had)
                    found.Add(had);
            }

            return found;
        }
        catch (StorageException)
        {
            return [Unlisted];
        }
    }

    /// <summary>Takes somebody out of every folder on the list.</summary>
    /// <param name="done">Folders that are left out, as that was done there; those of now are added.</param>
    /// <param name="looks">As in <see cref="Holding"/>.</param>
    /// <returns>What became of each folder that had them, or may have.</returns>
    public IReadOnlyList<InExport> Remove(string person, ISet<string> done, Action<string>? looks = null)
    {
        var found = new List<InExport>();
        try
        {
            foreach (var one in list.Read().Where(one => done.Add(one.Folder)))
            {
                looks?.Invoke(one.Folder);
                if (Remove(one, person) is { } had)
                    found.Add(had);
            }

            list.MarkHoldsErased([.. found.Where(one => one.IsLeft).Select(one => one.Export.Folder)]);
        }
        catch (StorageException)
        {
            // It does not hold up the erasure, and is told once.
            if (done.Add(list.Path))
                found.Add(Unlisted);
        }

        return found;
    }

    /// <summary>Takes out who was erased while an export was written.</summary>
    /// <param name="written">Who are in it, each with the number of their row.</param>
    /// <returns>What became of each folder that had one of them, or may have.</returns>
    public IReadOnlyList<InExport> RemoveErased(Database database, IReadOnlyDictionary<long, string> written)
    {
        var there = database.Read(transaction => CaregiverTable.MadeAt(transaction, [.. written.Keys]));
        return
        [
            .. written
                .Where(one => !there.ContainsKey(one.Key))
                .SelectMany(one => Remove(one.Value, new HashSet<string>(StringComparer.Ordinal))),
        ];
    }

    /// <summary>Where exports stand is not known.</summary>
    private InExport Unlisted => new(new WrittenExport(default, list.Path, OfOne: false), ExportFate.Unlisted, []);

    private static InExport? Remove(WrittenExport export, string person)
    {
        var found = Look(export, person);
        if (found is null or { IsLeft: true })
            return found;
        try
        {
            if (found.Fate == ExportFate.Deleted)
                Delete(export.Folder);
            else
                RemoveRows(export.Folder, person);
            return found;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return found with { Fate = ExportFate.Unreachable };
        }
        catch (InvalidDataException)
        {
            return found with { Fate = ExportFate.Changed };
        }
    }

    /// <returns>Null when they are not in it.</returns>
    private static InExport? Look(WrittenExport export, string person)
    {
        var found = new InExport(export, ExportFate.RowsGone, []);
        try
        {
            var beside = Directory
                .EnumerateFileSystemEntries(export.Folder)
                .Select(path => Path.GetFileName(path))
                .Where(name => !Exporting.Files.Contains(name))
                .Order(StringComparer.Ordinal)
                .ToList();
            found = found with { Beside = beside };
            if (!AreFiles(export.Folder))
                return found with { Fate = ExportFate.Changed };
            // Emptied: who else is named in what stands beside one person's export, is not ours to say.
            if (
                (export.OfOne || beside.Count == 0)
                && !Exporting.Files.Any(name => Path.Exists(Path.Combine(export.Folder, name)))
            )
                return null;
            var people = Cells(export.Folder, People).Select(row => row[0]).ToHashSet();
            if (!people.Contains(person))
                return null;
            if (export.OfOne)
                return found with { Fate = people.Count == 1 ? ExportFate.Deleted : ExportFate.Changed };
            foreach (var name in Exporting.Headers.Keys)
                _ = Cells(export.Folder, name).Count();
            return found;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return found with { Fate = ExportFate.Unreachable };
        }
        catch (InvalidDataException)
        {
            return found with { Fate = ExportFate.Changed };
        }
    }

    /// <summary>
    /// Nothing is read or changed through a link: it may lead to what is not ours. What has no length may be a pipe,
    /// whose reader waits for ever.
    /// </summary>
    private static bool AreFiles(string folder) =>
        new DirectoryInfo(folder).LinkTarget is null
        && Exporting
            .Files.Select(name => new FileInfo(Path.Combine(folder, name)))
            .All(file => file.LinkTarget is null && (!Path.Exists(file.FullName) || file.Length > 0));

    private static void Delete(string folder)
    {
        // The file that says who it is about goes last, so that what was broken off is found again.
        foreach (var name in Exporting.Files.Reverse())
            File.Delete(Path.Combine(folder, name));
        if (Directory.EnumerateFileSystemEntries(folder).Any())
        {
            Synced.Folder(folder);
            return;
        }

        Directory.Delete(folder);
        try
        {
            Synced.Folder(Path.GetDirectoryName(folder)!);
        }
        catch (IOException)
        {
            // It is gone; the folder around it may be one in which we can delete but which we cannot open.
        }
    }

    private static void RemoveRows(string folder, string person)
    {
        var together = Cells(folder, Situations).ToLookup(row => row[0], row => row[1]);
        var theirs = together
            .Where(situation => situation.All(one => one == person))
            .Select(situation => situation.Key)
            .ToHashSet();
        Take(Helpers, row => theirs.Contains(row[0]));
        Take(Situations, row => row[1] == person);
        foreach (var name in Exporting.Headers.Keys.Except([People, Situations, Helpers]))
            Take(name, row => row[0] == person);
        // Last, so that what was broken off is found again.
        Take(People, row => row[0] == person);
        Synced.Folder(folder);

        void Take(string name, Predicate<string[]> goes)
        {
            if (Path.Exists(Path.Combine(folder, name)))
                CsvRows.Remove(Path.Combine(folder, name), KeysOf(name), goes);
        }
    }

    /// <summary>A table that somebody deleted has nobody; without the one of people nothing is known.</summary>
    private static IEnumerable<string[]> Cells(string folder, string name) =>
        Path.Exists(Path.Combine(folder, name)) ? CsvRows.Read(Path.Combine(folder, name), KeysOf(name))
        : name == People ? throw new InvalidDataException("no table of people")
        : [];

    /// <summary>The first columns, in every version of the program; later ones may differ.</summary>
    private static string[] KeysOf(string name) =>
        name switch
        {
            Situations => ["situation", "person"],
            Helpers => ["situation"],
            _ => ["person"],
        };
}

/// <summary>What becomes of an export when somebody in it is erased.</summary>
public enum ExportFate
{
    /// <summary>Their rows are taken out.</summary>
    RowsGone,

    /// <summary>It is about them alone, and is deleted.</summary>
    Deleted,

    /// <summary>It is not as the program wrote it, and is left alone.</summary>
    Changed,

    /// <summary>It cannot be seen, read or written.</summary>
    Unreachable,

    /// <summary>The list of exports cannot be read or written, so that others may have them too.</summary>
    Unlisted,
}

/// <param name="Beside">Names of what stands in the folder and is not of the export.</param>
public sealed record InExport(WrittenExport Export, ExportFate Fate, IReadOnlyList<string> Beside)
{
    /// <summary>They stay in it, and somebody has to look.</summary>
    public bool IsLeft => Fate is ExportFate.Changed or ExportFate.Unreachable or ExportFate.Unlisted;
}
