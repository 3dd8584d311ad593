using CaregiverSignal.Files;
using CaregiverSignal.Storage;

namespace CaregiverSignal.Export;

/// <summary>Finds somebody in the folders that <c>export</c> wrote here, and takes them out (docs/adr/0076).</summary>
/// <remarks>Only what is as the program wrote it is changed; of everything else it is told that it is there.</remarks>
public sealed class WrittenExports(ExportList list)
{
    private const string People = "people.csv";

    /// <summary>The folders that have somebody, or may have, with what taking them out does.</summary>
    public IReadOnlyList<InExport> Holding(string person) =>
        [.. list.Read().Select(one => Look(one, person)).OfType<InExport>()];

    /// <summary>Takes somebody out of every folder on the list.</summary>
    /// <param name="done">Folders that are left out, as that was done there; those of now are added.</param>
    /// <returns>What became of each folder that had them, or may have.</returns>
    /// <exception cref="StorageException">The list cannot be read or written.</exception>
    public IReadOnlyList<InExport> Remove(string person, ISet<string> done)
    {
        List<InExport> found =
        [
            .. list.Read().Where(one => done.Add(one.Folder)).Select(one => Remove(one, person)).OfType<InExport>(),
        ];
        list.MarkHoldsErased([.. found.Where(one => one.IsLeft).Select(one => one.Export.Folder)]);
        return found;
    }

    private static InExport? Remove(WrittenExport export, string person)
    {
        if (Look(export, person) is not { } found || found.IsLeft)
            return Look(export, person);
        try
        {
            if (found.Fate == ExportFate.Deleted)
                Delete(export.Folder);
            else
                RemoveRows(export.Folder, person);
            Synced.Folder(Path.GetDirectoryName(export.Folder)!);
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
            if (HasLinks(export.Folder))
                return found with { Fate = ExportFate.Changed };
            var people = Cells(export.Folder, People, 1).Select(row => row[0]).ToHashSet();
            if (!people.Contains(person))
                return null;
            if (export.OfOne)
                return found with { Fate = people.Count == 1 ? ExportFate.Deleted : ExportFate.Changed };
            foreach (var name in Exporting.Headers.Keys)
                _ = Cells(export.Folder, name, 1).Count();
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

    /// <summary>Nothing is read or changed through a link: it may lead to what is not ours.</summary>
    private static bool HasLinks(string folder) =>
        new DirectoryInfo(folder).LinkTarget is not null
        || Exporting.Files.Any(name => new FileInfo(Path.Combine(folder, name)).LinkTarget is not null);

    private static void Delete(string folder)
    {
        // The file that says who it is about goes last, so that what was broken off is found again.
        foreach (var name in Exporting.Files.Reverse())
            File.Delete(Path.Combine(folder, name));
        if (!Directory.EnumerateFileSystemEntries(folder).Any())
            Directory.Delete(folder);
    }

    private static void RemoveRows(string folder, string person)
    {
        var together = Cells(folder, "situations.csv", 2).ToLookup(row => row[0], row => row[1]);
        var theirs = together
            .Where(situation => situation.All(one => one == person))
            .Select(situation => situation.Key)
            .ToHashSet();
        Take("helpers.csv", row => theirs.Contains(row[0]));
        Take("situations.csv", row => row[1] == person);
        foreach (var name in Exporting.Headers.Keys.Except([People, "situations.csv", "helpers.csv"]))
            Take(name, row => row[0] == person);
        // Last, so that what was broken off is found again.
        Take(People, row => row[0] == person);

        void Take(string name, Predicate<string[]> goes)
        {
            if (Path.Exists(Path.Combine(folder, name)))
                CsvRows.Remove(Path.Combine(folder, name), Exporting.Headers[name], 2, goes);
        }
    }

    /// <summary>A table that somebody deleted has nobody; without the one of people nothing is known.</summary>
    private static IEnumerable<string[]> Cells(string folder, string name, int cells) =>
        Path.Exists(Path.Combine(folder, name))
            ? CsvRows.Read(Path.Combine(folder, name), Exporting.Headers[name], cells)
        : name == People ? throw new InvalidDataException("no table of people")
        : [];
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

    /// <summary>It cannot be read or written.</summary>
    Unreachable,
}

/// <param name="Beside">Names of what stands in the folder and is not of the export.</param>
public sealed record InExport(WrittenExport Export, ExportFate Fate, IReadOnlyList<string> Beside)
{
    /// <summary>They stay in it, and somebody has to look.</summary>
    public bool IsLeft => Fate is ExportFate.Changed or ExportFate.Unreachable;
}
